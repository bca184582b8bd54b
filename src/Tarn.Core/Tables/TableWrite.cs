using Tarn.Tables.Log;

namespace Tarn.Tables;

/// <summary>Everything one commit does to a table; plain data, so that an intent can keep it across a crash.</summary>
public sealed record TableWrite
{
    public required WriteMode Mode { get; init; }

    /// <summary>
    /// The table's columns in order, partition columns included. Creates the table when there is none.
    /// </summary>
    public required IReadOnlyList<TableField> Fields { get; init; }

    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>Files that are already in place below the table's root.</summary>
    public required IReadOnlyList<DataFile> Added { get; init; }

    /// <summary>
    /// Files, in place like the added ones, with the rows that the write changes ("Change Data Files"): all of them, or
    /// none when the added and removed files tell them.
    /// </summary>
    public IReadOnlyList<DataFile> ChangeFiles { get; init; } = [];

    /// <summary>For <see cref="WriteMode.ReplaceFiles"/>: paths to take out.</summary>
    public IReadOnlyList<string> RemovedPaths { get; init; } = [];

    /// <summary>The version the write was computed from; null when it read nothing of the table.</summary>
    public long? ReadVersion { get; init; }

    /// <summary>
    /// What of that version it read. Null: all rows, but of the files only those it replaces, which is what a merge
    /// does.
    /// </summary>
    public TableReads? Reads { get; init; }

    /// <summary>False when the write only rearranges rows into other files; nobody's result can depend on it.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>Table properties to set, or with null to take away (Delta: <c>configuration</c>).</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; init; } = new Dictionary<string, string?>();

    /// <summary>Configuration to set by domain, or with null to take away (Delta: <c>domainMetadata</c>).</summary>
    public IReadOnlyDictionary<string, string?> Domains { get; init; } = new Dictionary<string, string?>();

    /// <summary>Makes the commit happen at most once; null for a writer that does not care.</summary>
    public AppTransaction? Transaction { get; init; }

    /// <summary>For <c>commitInfo.operation</c>: WRITE, MERGE, DELETE, CREATE TABLE.</summary>
    public required string Operation { get; init; }

    /// <summary>For <c>commitInfo.operationParameters</c>.</summary>
    public IReadOnlyDictionary<string, string> OperationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>For <c>commitInfo.operationMetrics</c>, besides counts of files; null is none.</summary>
    public IReadOnlyDictionary<string, string>? Metrics { get; init; }

    /// <summary>For <c>commitInfo.tags</c>-like facts: run id, model.</summary>
    public string? RunId { get; init; }

    /// <summary>Takes the place of the table's metadata; null leaves it to the mode.</summary>
    internal MetadataAction? Metadata { get; init; }

    /// <summary>For the table's description in the log; null leaves it.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// True when <see cref="Fields"/> may have new columns, wider types and another order than the table, which then
    /// gets them; none may be missing. Wider types need the property <c>delta.enableTypeWidening</c>.
    /// </summary>
    public bool EvolvesSchema { get; init; }

    /// <summary>Constraints among the properties to set; all rows must obey them.</summary>
    internal IEnumerable<KeyValuePair<string, string?>> NewConstraints => Properties.Where(property =>
        property.Value is not null
        && property.Key.StartsWith(TableProperties.ConstraintPrefix, StringComparison.Ordinal));

    /// <summary>Nothing of the table went into it, so it may follow whatever others did to rows.</summary>
    internal bool IsBlindAppend => Mode == WriteMode.Append
        && (ReadVersion is null || Reads is { IsNothing: true })
        && !NewConstraints.Any();
}
