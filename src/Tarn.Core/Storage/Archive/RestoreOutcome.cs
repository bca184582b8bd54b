namespace Tarn.Storage.Archive;

/// <summary>What became of a wish to restore an object.</summary>
public enum RestoreOutcome
{
    /// <summary>There is no such object.</summary>
    Missing,

    /// <summary>It can be read as it is.</summary>
    NotArchived,

    /// <summary>It is under way already.</summary>
    InProgress,

    /// <summary>It was begun.</summary>
    Begun,

    /// <summary>There is a copy, which stays as long as was asked for now.</summary>
    Extended,
}
