using Tarn.Common;

namespace Tarn.Catalog.Entries;

/// <summary>
/// One version of what the catalog knows about a table. A change makes the next version; the earlier ones stay.
/// </summary>
public sealed record TableEntry
{
    public required TableName Name { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Counts from 1.</summary>
    public long Version { get; init => field = Math.Max(1, value); } = 1;

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;

    /// <summary>As Glue's table parameters: <c>classification</c>, <c>projection.enabled</c>, ….</summary>
    public IReadOnlyDictionary<string, string> Properties
    {
        get;
        init => field = value ?? NoTexts.Dictionary;
    } = NoTexts.Dictionary;

    /// <summary>Columns that are in the files, in order.</summary>
    public required IReadOnlyList<ColumnEntry> Columns { get; init; }

    /// <summary>Columns whose values are in the keys of the files.</summary>
    public IReadOnlyList<ColumnEntry> PartitionKeys { get; init => field = value ?? []; } = [];

    /// <summary>Null for a view.</summary>
    public StorageEntry? Storage { get; init; }

    /// <summary>The SELECT of a view; null for the others.</summary>
    public string? ViewSql { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who made this version: <c>crawler:events</c>, <c>user</c>.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>True when its files are gone and its crawler keeps the entry.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>
    /// JSON of what a client of another catalog's protocol said and nothing above has a place for. Given back to such
    /// clients; no reader of the table goes by it.
    /// </summary>
    public string? Details { get; init; }

    /// <summary>True when all but number, times, author and <see cref="Details"/> are equal.</summary>
    public bool SaysTheSameAs(TableEntry other) =>
        EntryContent.AreEqual(this with { Details = null }, other with { Details = null });
}
