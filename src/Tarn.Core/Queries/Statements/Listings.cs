using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions;
using Tarn.Catalog.Projection;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Partitions;

namespace Tarn.Queries.Statements;

/// <summary>SHOW of names: databases, tables, views, partitions; columns are named as Athena names them.</summary>
internal sealed class Listings(StatementParts parts)
{
    private const int PageSize = 1000;

    private readonly NamedTables _names = new(parts);

    public async Task<StatementResult> RunAsync(Statement.ShowDatabases show, CancellationToken cancellationToken) =>
        StatementResult.List(
            "database_name",
            (await _names.ListDatabasesAsync(cancellationToken)).Where(name => show.Pattern?.IsMatch(name) ?? true));

    public async Task<StatementResult> RunAsync(Statement.ShowTables show, CancellationToken cancellationToken)
    {
        await RequireAsync(show.Database, cancellationToken);
        IReadOnlyList<string> names = await parts.Tables.ListNamesAsync(cancellationToken);
        return StatementResult.List("tab_name", Shown(names.Select(TableName.Parse), show.Database, show.Pattern));
    }

    public async Task<StatementResult> RunAsync(Statement.ShowViews show, CancellationToken cancellationToken)
    {
        await RequireAsync(show.Database, cancellationToken);
        IReadOnlyList<CatalogTable> tables = await parts.Tables.ListAsync(cancellationToken);
        IEnumerable<TableName> views = tables.OfType<CatalogTable.View>().Select(view => view.Name);
        return StatementResult.List("views", Shown(views, show.Database, show.Pattern));
    }

    public async Task<StatementResult> RunAsync(Statement.ShowPartitions show, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(show.Table, cancellationToken);
        IReadOnlyList<string> partitions = table switch
        {
            CatalogTable.Managed managed => await PartitionsOfAsync(managed, show.Table, cancellationToken),
            _ => await PartitionsOfAsync(
                await _names.GetPartitionedAsync(show.Table, cancellationToken), cancellationToken),
        };
        return StatementResult.List("partition", partitions);
    }

    private async Task RequireAsync(string? database, CancellationToken cancellationToken)
    {
        if (database is not null)
        {
            await _names.RequireDatabaseAsync(database, position: 0, cancellationToken);
        }
    }

    private static IEnumerable<string> Shown(IEnumerable<TableName> names, string? database, NamePattern? pattern) =>
        names
            .Where(name => (database is null || name.Database == database) && (pattern?.IsMatch(name.Table) ?? true))
            .Select(name => database is null ? name.ToString() : name.Table)
            .Order(StringComparer.Ordinal);

    private async Task<IReadOnlyList<string>> PartitionsOfAsync(
        TableEntry entry, CancellationToken cancellationToken)
    {
        List<PartitionEntry> partitions = [];
        if (PartitionProjection.Of(entry, parts.TimeProvider.GetUtcNow()) is { } projection)
        {
            partitions.AddRange(projection.Find([]));
        }
        else
        {
            string? token = null;
            do
            {
                PartitionPage page = await parts.Entries.Partitions(entry.Name)
                    .ListAsync(token, PageSize, cancellationToken);
                partitions.AddRange(page.Partitions);
                token = page.NextPageToken;
            }
            while (token is not null);
        }

        string[] keys = [.. entry.PartitionKeys.Select(key => key.Name)];
        return [.. partitions.Select(partition => PartitionText.Of(keys, partition.Values))];
    }

    private async Task<IReadOnlyList<string>> PartitionsOfAsync(
        CatalogTable.Managed table, NamedPlace place, CancellationToken cancellationToken)
    {
        TableSnapshot snapshot = await parts.Tables.LoadAsync(table, cancellationToken);
        return snapshot.PartitionColumns.Count == 0
            ? throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"table '{table.Name}' is not a partitioned table",
                place.Position,
                hint: null)
            :
            [
                .. snapshot.Files
                    .Select(file => HivePath.Directory(snapshot.PartitionColumns, file.PartitionValues).TrimEnd('/'))
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
    }
}
