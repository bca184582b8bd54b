using Tarn.Common;

namespace Tarn.Catalog.Entries;

/// <summary>The document of a table: its current version, and what its other documents are filed under.</summary>
/// <param name="Id">Stays when the table is renamed.</param>
/// <param name="Entry">The current version.</param>
internal sealed record StoredTable(string Id, TableEntry Entry)
{
    /// <summary>Written before a rename: once a document of that name has this id, this document is void.</summary>
    public TableName? RenamingTo { get; init; }
}
