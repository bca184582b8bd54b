namespace Tarn.Sources;

/// <summary>How rows are noticed that a source has deleted.</summary>
public enum DeleteDetection
{
    /// <summary>Not at all, unless the source tells them itself, as a replication slot does.</summary>
    None,

    /// <summary>By comparing the source's keys with those of the table.</summary>
    Keys,
}
