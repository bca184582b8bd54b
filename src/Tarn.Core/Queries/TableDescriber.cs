using Tarn.Catalog;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>Describes tables of the catalog without reading their rows.</summary>
/// <param name="instance">Tells the columns of views.</param>
/// <param name="catalog">The tables.</param>
/// <param name="scratchDirectory">Where it may keep temporary files.</param>
/// <param name="idSource">Names the temporary files.</param>
public sealed class TableDescriber(
    DuckInstance instance, TableCatalog catalog, string scratchDirectory, IIdSource idSource)
{
    /// <exception cref="TarnException">TN2008: no such table.</exception>
    public Task<TableDescription> DescribeAsync(TableName name, CancellationToken cancellationToken) =>
        catalog.Get(name) switch
        {
            CatalogTable.Managed managed => DescribeManagedAsync(managed, cancellationToken),
            CatalogTable.Files raw => DescribeFilesAsync(raw, cancellationToken),
            CatalogTable.View view => DescribeViewAsync(view, cancellationToken),
            CatalogTable other => throw new InvalidOperationException($"unknown table {other.GetType().Name}"),
        };

    private static ColumnDescription Column(CatalogTable table, string name, string type, bool nullable) =>
        new(name, type, nullable, table.ColumnDescriptions.GetValueOrDefault(name));

    private async Task<TableDescription> DescribeManagedAsync(
        CatalogTable.Managed table, CancellationToken cancellationToken)
    {
        TableSnapshot? snapshot = await catalog.LoadAsync(table, cancellationToken);
        return new TableDescription
        {
            Name = table.Name,
            Kind = "managed",
            Description = table.Description,
            Location = $"{table.Bucket}/{table.Root}",
            Columns = [.. (snapshot?.Fields ?? []).Select(field =>
                Column(table, field.Name, field.EngineType, field.Nullable))],
            PartitionColumns = snapshot?.PartitionColumns ?? [],
            Version = snapshot?.Version,
            ChangedAt = snapshot?.Timestamp,
            Files = snapshot?.Files.Count,
            SizeBytes = snapshot?.SizeBytes,
            Rows = snapshot?.RowCount,
        };
    }

    private async Task<TableDescription> DescribeFilesAsync(
        CatalogTable.Files table, CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectInfo> files = await FileTableListing.ListAsync(
            table.Definition, catalog.Store(table.Definition), cancellationToken);
        return new TableDescription
        {
            Name = table.Name,
            Kind = "files",
            Description = table.Description,
            Location = string.Join(
                ", ", table.Definition.Files.Select(pattern => $"{table.Definition.Bucket}/{pattern}")),
            Columns =
            [
                .. table.Definition.Columns.Select(column => Column(table, column.Name, column.EngineType, true)),
                new ColumnDescription(FileTableColumns.File, "VARCHAR", false, "Key of the file the row came from"),
                new ColumnDescription(FileTableColumns.Row, "BIGINT", false, "Number of the row in its file, from 0"),
                new ColumnDescription(FileTableColumns.Malformed, "VARCHAR", true, "What could not be converted"),
            ],
            ChangedAt = files.Count == 0 ? null : files.Max(file => file.LastModified),
            Files = files.Count,
            SizeBytes = files.Sum(file => file.SizeBytes),
        };
    }

    private async Task<TableDescription> DescribeViewAsync(CatalogTable.View table, CancellationToken cancellationToken)
    {
        string scratch = Path.Combine(scratchDirectory, idSource.NextId());
        await using TableScope scope = await TableScope.OpenAsync(instance, catalog, scratch, cancellationToken);
        await scope.BindAsync(table, [[]], cancellationToken);
        IReadOnlyList<object?[]> rows = await scope.Connection.QueryAllAsync(
            "DESCRIBE " + table.Sql, cancellationToken);
        return new TableDescription
        {
            Name = table.Name,
            Kind = "view",
            Description = table.Description,
            Columns = [.. rows.Select(row => Column(table, (string)row[0]!, (string)row[1]!, nullable: true))],
        };
    }
}
