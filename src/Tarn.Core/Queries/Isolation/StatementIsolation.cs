namespace Tarn.Queries.Isolation;

/// <summary>Where statements are run.</summary>
public enum StatementIsolation
{
    /// <summary>In this process, for people who are trusted not to want it ended.</summary>
    None,

    /// <summary>In worker processes with limits of the operating system; Linux only.</summary>
    Process,
}
