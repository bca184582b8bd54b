using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;
using Tarn.Crawlers.Inference;
using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>Describes every table of the lake as Hive would, those that definitions make too.</summary>
/// <param name="queries">Tells the columns of tables that have no entry.</param>
public sealed class HiveTables(QueryRunner queries)
{
    /// <summary>A table without data yet has the columns that are described, as texts.</summary>
    public async Task<HiveTable> DescribeAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        HiveTable described = table.Entry is { } entry ? HiveTable.Of(entry) : OfDefined(table);
        return described.Columns.Count > 0
            ? described
            : described with { Columns = await ReadColumnsAsync(table, cancellationToken) };
    }

    private static HiveTable OfDefined(CatalogTable table)
    {
        HiveTable described = new() { Name = table.Name, Description = table.Description, Owner = table.Owner };
        return table switch
        {
            CatalogTable.Managed managed => HiveTable.Of(new TableEntry
            {
                Name = table.Name,
                Kind = EntryKind.Delta,
                Description = table.Description,
                Owner = table.Owner,
                Columns = [],
                Storage = new StorageEntry { Bucket = managed.Bucket, Prefix = managed.Root + "/" },
                CreatedAt = default,
                UpdatedAt = default,
            }),
            CatalogTable.View view => described with { ViewSql = view.Sql },
            CatalogTable.Files files => described with
            {
                Location = new StoragePlace(files.Definition.Bucket, "").ToString(),
            },
            _ => described,
        };
    }

    private async Task<IReadOnlyList<ColumnEntry>> ReadColumnsAsync(
        CatalogTable table, CancellationToken cancellationToken)
    {
        string name = $"{SqlText.Identifier(table.Name.Database)}.{SqlText.Identifier(table.Name.Table)}";
        try
        {
            QueryShape shape = await queries.DescribeAsync($"SELECT * FROM {name}", cancellationToken);
            return
            [
                .. shape.Columns.Select(column => new ColumnEntry(
                    column.Name.ToLowerInvariant(), EngineTypes.ToHive(column.Type).ToString())
                {
                    Comment = table.ColumnDescriptions.GetValueOrDefault(column.Name),
                }),
            ];
        }
        catch (TarnException exception) when (exception.Code is ErrorCodes.UnknownTable or ErrorCodes.QueryFailed)
        {
            return
            [
                .. table.ColumnDescriptions.Select(column =>
                    new ColumnEntry(column.Key, "string") { Comment = column.Value }),
            ];
        }
    }
}
