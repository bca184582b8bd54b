using Tarn.Common;

namespace Tarn.Catalog.Lineage;

/// <summary>A column of a table, or the table's rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Null for the rows: which there are, and in what order.</param>
public sealed record LineageNode(TableName Table, string? Column)
{
    public override string ToString() => Column is null ? Table.ToString() : $"{Table}.{Column}";
}
