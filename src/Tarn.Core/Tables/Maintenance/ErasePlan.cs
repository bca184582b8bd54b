using Tarn.Storage;

namespace Tarn.Tables.Maintenance;

/// <summary>Where the rows to be erased are.</summary>
public sealed record ErasePlan
{
    public required TableSnapshot Snapshot { get; init; }

    /// <summary>The condition that the rows meet, as SQL.</summary>
    public required string Where { get; init; }

    /// <summary>Rows of the table that meet it.</summary>
    public required long Rows { get; init; }

    /// <summary>Files of the table that hold such rows, deleted ones among them.</summary>
    public required IReadOnlyList<DataFile> LiveFiles { get; init; }

    /// <summary>Files that are no longer in the table, or never were, and hold such rows or cannot be read.</summary>
    public required IReadOnlyList<ObjectInfo> PastFiles { get; init; }

    /// <summary>
    /// Files that never were in the table and are so new that another writer may be about to add them; not looked into.
    /// </summary>
    public required int FilesTooNew { get; init; }

    /// <summary>The oldest version in the log: it and all up to the present one will be unreadable.</summary>
    public required long OldestVersion { get; init; }

    /// <summary>True when no file holds such a row.</summary>
    public bool IsEmpty => LiveFiles.Count == 0 && PastFiles.Count == 0;
}
