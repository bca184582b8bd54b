using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Catalog.Types;
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
    /// <summary>All tables by name; a quarantine that nothing was ever put in is left out.</summary>
    public async Task<IReadOnlyList<TableSummary>> SummarizeAllAsync(CancellationToken cancellationToken)
    {
        List<TableSummary> summaries = [];
        foreach (CatalogTable table in await catalog.ListAsync(cancellationToken))
        {
            TableSummary summary = await SummarizeAsync(table, cancellationToken);
            if (summary is not { Kind: TableKind.Quarantine, Version: null })
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }

    /// <exception cref="TarnException">TN2008: no such table.</exception>
    public async Task<TableDescription> DescribeAsync(TableName name, CancellationToken cancellationToken)
    {
        CatalogTable table = await catalog.GetAsync(name, cancellationToken);
        if (table is CatalogTable.Managed managed)
        {
            TableSnapshot? snapshot = await catalog.FindSnapshotAsync(managed, cancellationToken);
            return new TableDescription(Summarize(managed, snapshot), ColumnsOf(managed, snapshot));
        }

        IReadOnlyList<ColumnDescription> columns = table switch
        {
            CatalogTable.Files raw => ColumnsOf(raw),
            CatalogTable.External external => ColumnsOf(external),
            CatalogTable.View view => await ColumnsOfAsync(view, cancellationToken),
            _ => throw new InvalidOperationException($"no way to describe {table.GetType().Name}"),
        };
        return new TableDescription(await SummarizeAsync(table, cancellationToken), columns);
    }

    private async Task<TableSummary> SummarizeAsync(CatalogTable table, CancellationToken cancellationToken) =>
        table switch
        {
            CatalogTable.Managed managed => Summarize(
                managed, await catalog.FindSnapshotAsync(managed, cancellationToken)),
            CatalogTable.Files raw => Summarize(
                raw,
                await FileTableListing.ListAsync(raw.Definition, catalog.Store(raw.Definition), cancellationToken)),
            CatalogTable.External external => await SummarizeAsync(external, cancellationToken),
            _ => new TableSummary { Name = table.Name, Kind = TableKind.View, Description = table.Description },
        };

    private static TableSummary Summarize(CatalogTable.Managed table, TableSnapshot? snapshot) => new()
    {
        Name = table.Name,
        Kind = table.Name.QuarantineOf is null ? TableKind.Managed : TableKind.Quarantine,
        Description = table.Description,
        Location = $"{table.Bucket}/{table.Root}",
        PartitionColumns = snapshot?.PartitionColumns ?? [],
        Version = snapshot?.Version,
        ChangedAt = snapshot?.Timestamp,
        Files = snapshot?.Files.Count,
        SizeBytes = snapshot?.SizeBytes,
        Rows = snapshot?.RowCount,
    };

    private static TableSummary Summarize(CatalogTable.Files table, IReadOnlyList<ObjectInfo> files) => new()
    {
        Name = table.Name,
        Kind = TableKind.Files,
        Description = table.Description,
        Location = string.Join(
            ", ", table.Definition.Files.Select(pattern => $"{table.Definition.Bucket}/{pattern}")),
        ChangedAt = files.Count == 0 ? null : files.Max(file => file.LastModified),
        Files = files.Count,
        SizeBytes = files.Sum(file => file.SizeBytes),
    };

    private async Task<TableSummary> SummarizeAsync(
        CatalogTable.External table, CancellationToken cancellationToken)
    {
        StorageEntry storage = table.Described.Storage!;
        IReadOnlyList<ObjectInfo> files = await catalog
            .ListAllFilesAsync(table, cancellationToken);
        return new TableSummary
        {
            Name = table.Name,
            Kind = TableKind.External,
            Description = table.Description,
            Location = $"{storage.Bucket}/{storage.Prefix}",
            PartitionColumns = [.. table.Described.PartitionKeys.Select(key => key.Name)],
            ChangedAt = files.Count == 0 ? null : files.Max(file => file.LastModified),
            Files = files.Count,
            SizeBytes = files.Sum(file => file.SizeBytes),
        };
    }

    private static IReadOnlyList<ColumnDescription> ColumnsOf(CatalogTable.External table) =>
    [
        .. table.Described.Columns.Concat(table.Described.PartitionKeys).Select(column => Column(
            table, column.Name, HiveType.Parse(column.Type).EngineType, nullable: true)),
    ];

    private static IReadOnlyList<ColumnDescription> ColumnsOf(CatalogTable.Managed table, TableSnapshot? snapshot) =>
        snapshot is null
            ? ColumnsWithoutData(table)
            : [.. snapshot.Fields.Select(field => Column(table, field.Name, field.EngineType, field.Nullable))];

    private static IReadOnlyList<ColumnDescription> ColumnsOf(CatalogTable.Files table) =>
    [
        .. table.Definition.Columns.Select(column => Column(table, column.Name, column.EngineType, nullable: true)),
        new ColumnDescription(FileTableColumns.File, "VARCHAR", false, "Key of the file the row came from"),
        new ColumnDescription(FileTableColumns.Row, "BIGINT", false, "Number of the row in its file, from 0"),
        new ColumnDescription(FileTableColumns.Malformed, "VARCHAR", true, "What could not be converted"),
    ];

    /// <summary>The engine tells them, from the tables the view reads: these must have data.</summary>
    private async Task<IReadOnlyList<ColumnDescription>> ColumnsOfAsync(
        CatalogTable.View view, CancellationToken cancellationToken)
    {
        string scratch = Path.Combine(scratchDirectory, idSource.NextId());
        await using TableScope scope = await TableScope.OpenAsync(instance, catalog, scratch, cancellationToken);
        try
        {
            await scope.BindWholeAsync(view, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownTable)
        {
            return ColumnsWithoutData(view);
        }

        IReadOnlyList<object?[]> rows = await scope.Connection.QueryAllAsync(
            "DESCRIBE " + view.Sql, cancellationToken);
        return [.. rows.Select(row => Column(view, (string)row[0]!, (string)row[1]!, nullable: true))];
    }

    private static ColumnDescription Column(CatalogTable table, string name, string type, bool nullable) =>
        new(name, type, nullable, table.ColumnDescriptions.GetValueOrDefault(name));

    private static IReadOnlyList<ColumnDescription> ColumnsWithoutData(CatalogTable table) =>
        [.. table.ColumnDescriptions.Select(column => new ColumnDescription(column.Key, null, null, column.Value))];
}
