using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements;

/// <summary>Columns of a table, with types as Hive spells them.</summary>
/// <param name="Columns">Those of the files.</param>
/// <param name="PartitionKeys">Those of the partitions.</param>
public sealed record TableShape(IReadOnlyList<ColumnEntry> Columns, IReadOnlyList<ColumnEntry> PartitionKeys)
{
    public IEnumerable<ColumnEntry> All => Columns.Concat(PartitionKeys);
}
