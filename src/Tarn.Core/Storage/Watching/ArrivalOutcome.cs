namespace Tarn.Storage.Watching;

/// <summary>What became of work that was to start by itself.</summary>
public enum ArrivalOutcome
{
    /// <summary>All that had arrived before is worked on.</summary>
    Done,

    /// <summary>It failed; its history says why.</summary>
    Failed,

    /// <summary>It did not begin, since it was running already.</summary>
    Busy,
}
