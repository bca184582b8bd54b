using Tarn.Tables;

namespace Tarn.Sources.Reading;

/// <summary>What was read of one table of a source: finished Parquet files, visible to nobody yet.</summary>
public sealed record SourceExtraction
{
    /// <summary>The columns of the files, <see cref="ChangeFields"/> last where the table tells changes.</summary>
    public required IReadOnlyList<TableField> Fields { get; init; }

    /// <summary>In the directory that was given; without partitions. Empty when there was nothing new.</summary>
    public required IReadOnlyList<WrittenFile> Files { get; init; }

    /// <summary>Rows in the files.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// True when the files have every row that the source has, also when only what is new was asked for: then they take
    /// the place of what the table has.
    /// </summary>
    public required bool IsWhole { get; init; }

    /// <summary>Where the next extraction goes on; null for a table that is always read whole.</summary>
    public required SourcePosition? Next { get; init; }

    /// <summary>The moment that the rows are as of, by the source's clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// <see cref="ChangeFields.Position"/> for deletes that are found by comparing keys: not below any in the files.
    /// </summary>
    public long ChangePosition { get; init; }

    /// <summary>
    /// Parquet files with the key columns of all rows that the source has at that moment, where
    /// <see cref="DeleteDetection.Keys"/> asks for them; null when nothing can have been deleted since.
    /// </summary>
    public IReadOnlyList<string>? KeyFiles { get; init; }

    /// <summary>For people: which server was read, what was done differently and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What somebody should look at, although the rows are right.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
