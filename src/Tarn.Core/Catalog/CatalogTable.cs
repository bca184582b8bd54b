using Tarn.Common;

namespace Tarn.Catalog;

/// <summary>A name that SQL can read from, and what stands behind it.</summary>
public abstract record CatalogTable
{
    public required TableName Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Descriptions by column name.</summary>
    public IReadOnlyDictionary<string, string> ColumnDescriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>A Delta table that Tarn writes. It exists on disk once a run has filled it.</summary>
    /// <param name="Bucket">Bucket of its zone.</param>
    /// <param name="Root">Key prefix below the bucket, without a slash at the end.</param>
    public sealed record Managed(string Bucket, string Root) : CatalogTable;

    /// <summary>Files in place.</summary>
    public sealed record Files(FileTableDefinition Definition) : CatalogTable;

    /// <summary>SQL that runs when it is read.</summary>
    /// <param name="Sql">The SELECT.</param>
    /// <param name="Inputs">Tables it reads.</param>
    public sealed record View(string Sql, IReadOnlyList<TableName> Inputs) : CatalogTable;
}
