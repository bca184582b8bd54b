using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine.Dialect;

namespace Tarn.Catalog;

/// <summary>A name that SQL can read from, and what stands behind it.</summary>
public abstract record CatalogTable
{
    public required TableName Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Descriptions by column name.</summary>
    public IReadOnlyDictionary<string, string> ColumnDescriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Who answers for it; null when nobody has been named.</summary>
    public string? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags by column name; of columns that have some.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ColumnTags { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>What the catalog knows of it; null for a table that a definition makes.</summary>
    public TableEntry? Entry { get; init; }

    /// <summary>A Delta table that Tarn writes. It exists on disk once a run has filled it.</summary>
    /// <param name="Bucket">Bucket of its zone.</param>
    /// <param name="Root">Key prefix below the bucket, without a slash at the end.</param>
    public sealed record Managed(string Bucket, string Root) : CatalogTable
    {
        /// <summary>True when each run of its model replaces all its rows.</summary>
        public bool IsRebuilt { get; init; }
    }

    /// <summary>Files in place.</summary>
    public sealed record Files(FileTableDefinition Definition) : CatalogTable;

    /// <summary>SQL that runs when it is read.</summary>
    /// <param name="Sql">The SELECT.</param>
    /// <param name="Inputs">Tables it reads.</param>
    /// <param name="Dialect">What the SELECT is written in.</param>
    public sealed record View(string Sql, IReadOnlyList<TableName> Inputs, SqlDialect Dialect) : CatalogTable;

    /// <summary>Files in place that an entry of the catalog describes.</summary>
    /// <param name="Described">Of kind <see cref="EntryKind.External"/>.</param>
    /// <param name="Partitions">Of the table; empty when it has no partition keys.</param>
    public sealed record External(TableEntry Described, PartitionStore Partitions) : CatalogTable;
}
