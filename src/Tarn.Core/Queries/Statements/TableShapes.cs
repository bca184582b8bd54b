using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Inference;
using Tarn.Engine;

namespace Tarn.Queries.Statements;

/// <summary>Tells the columns of tables and views of every kind.</summary>
internal sealed class TableShapes(StatementParts parts)
{
    /// <exception cref="TarnException">The table has no data yet, or its view cannot be bound.</exception>
    public async Task<TableShape> ReadAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        if (table is CatalogTable.External external)
        {
            return new TableShape(external.Described.Columns, external.Described.PartitionKeys);
        }

        string name = $"{SqlText.Identifier(table.Name.Database)}.{SqlText.Identifier(table.Name.Table)}";
        QueryShape shape = await parts.Queries.DescribeAsync($"SELECT * FROM {name}", cancellationToken);
        ColumnEntry[] columns =
        [
            .. shape.Columns.Select(column => new ColumnEntry(column.Name, EngineTypes.ToHive(column.Type).ToString())
            {
                Comment = table.ColumnDescriptions.GetValueOrDefault(column.Name),
            }),
        ];
        IReadOnlyList<string> keys = table is CatalogTable.Managed managed
            ? (await parts.Tables.LoadAsync(managed, cancellationToken)).PartitionColumns
            : [];
        return new TableShape(
            [.. columns.Where(column => !keys.Contains(column.Name))],
            [.. keys.Select(key => columns.First(column => column.Name == key))]);
    }
}
