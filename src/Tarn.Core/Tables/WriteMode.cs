namespace Tarn.Tables;

/// <summary>What a write does with the rows that are already there. Persisted by name in intents.</summary>
public enum WriteMode
{
    /// <summary>Keeps them.</summary>
    Append,

    /// <summary>Replaces all of them, and the schema.</summary>
    Overwrite,

    /// <summary>Replaces all rows of every partition that the new files touch.</summary>
    OverwritePartitions,

    /// <summary>Replaces the named files (merge, delete + insert); conflicts when one of them is gone.</summary>
    ReplaceFiles,
}
