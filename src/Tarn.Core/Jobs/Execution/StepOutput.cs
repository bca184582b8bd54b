using Tarn.Jobs.Runs;
using Tarn.Tables;
using Tarn.Tables.DeletionVectors;

namespace Tarn.Jobs.Execution;

/// <summary>What a step has written to scratch, not yet visible to anyone.</summary>
internal sealed record StepOutput
{
    /// <summary>The table's columns.</summary>
    public required IReadOnlyList<TableField> Fields { get; init; }

    /// <summary>Files of new rows.</summary>
    public required IReadOnlyList<WrittenFile> Written { get; init; }

    /// <summary>New rows dropped because the same came before; null where nobody looks for such.</summary>
    public long? Duplicates { get; init; }

    /// <summary>SELECT of the keys that new rows take out; null when there can be none.</summary>
    public string? DeletedKeysSql { get; init; }

    /// <summary>New rows that only take the rows of their key out.</summary>
    public long RowsDeleted { get; init; }

    /// <summary>Files of rows that stay although their old file goes (merge, delete_insert).</summary>
    public IReadOnlyList<WrittenFile> Kept { get; init; } = [];

    /// <summary>Files of the table that stay with fewer rows; null when there are none.</summary>
    public MarkedFiles? Marked { get; init; }

    /// <summary>Paths of the table's files that go, or stay with fewer rows.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Files that tell which rows changed, for a table with a change data feed.</summary>
    public IReadOnlyList<WrittenFile> Changes { get; init; } = [];

    public IReadOnlyList<TableField> QuarantineFields { get; init; } = [];

    public IReadOnlyList<WrittenFile> Quarantined { get; init; } = [];

    public required IReadOnlyList<CheckReport> Checks { get; init; }

    /// <summary>Rows that the model's SELECT made, and lines of text files that could not become rows.</summary>
    public required long RowsIn { get; init; }

    public long RowsOut => Written.Sum(file => file.File.RowCount ?? 0);
}
