using System.Text.RegularExpressions;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Statements;

namespace Tarn.Protocols.Aws.Athena.Catalogs;

/// <summary>Shows databases and tables to those who browse.</summary>
internal static class CatalogOperations
{
    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    public static async Task<ListDatabasesResponse> ListDatabasesAsync(
        ListDatabasesRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        DataCatalogs.Require(request.CatalogName);
        (IReadOnlyList<string> page, string? next) = ListPage.After(
            (await parts.Statements.ListDatabasesAsync(cancellationToken)).Order(StringComparer.Ordinal),
            name => name,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageSize.ListMax));
        List<Database> databases = [];
        foreach (string name in page)
        {
            databases.Add(await DatabaseAsync(name, parts, cancellationToken));
        }

        return new ListDatabasesResponse(databases, next);
    }

    public static async Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        DataCatalogs.Require(request.CatalogName);
        string name = await RequireDatabaseAsync(request.DatabaseName, parts, cancellationToken);
        return new GetDatabaseResponse(await DatabaseAsync(name, parts, cancellationToken));
    }

    public static async Task<ListTableMetadataResponse> ListTablesAsync(
        ListTableMetadataRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        DataCatalogs.Require(request.CatalogName);
        string database = await RequireDatabaseAsync(request.DatabaseName, parts, cancellationToken);
        Regex? expression = ReadExpression(request.Expression);
        IReadOnlyList<string> all = await parts.Tables.ListNamesAsync(cancellationToken);
        (IReadOnlyList<TableName> page, string? next) = ListPage.After(
            all.Select(TableName.Parse)
                .Where(name => name.Database == database && expression?.IsMatch(name.Table) != false),
            name => name.Table,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageSize.ListMax));
        List<TableMetadata> tables = [];
        foreach (TableName name in page)
        {
            if (await parts.Statements.DescribeAsync(name, cancellationToken) is { } table)
            {
                tables.Add(MetadataOf(table));
            }
        }

        return new ListTableMetadataResponse(tables, next);
    }

    public static async Task<GetTableMetadataResponse> GetTableAsync(
        GetTableMetadataRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        DataCatalogs.Require(request.CatalogName);
        string text = $"{request.DatabaseName}.{request.TableName}".ToLowerInvariant();
        DescribedTable? table = TableName.TryParse(text, out TableName? name)
            ? await parts.Statements.DescribeAsync(name, cancellationToken)
            : null;
        return new GetTableMetadataResponse(MetadataOf(table ?? throw Missing()));
    }

    private static async Task<string> RequireDatabaseAsync(
        string name, AthenaParts parts, CancellationToken cancellationToken) =>
        (await parts.Statements.ListDatabasesAsync(cancellationToken))
            .FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Missing();

    private static AwsException Missing() => AthenaErrors.Metadata(
        "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException)");

    private static async Task<Database> DatabaseAsync(
        string name, AthenaParts parts, CancellationToken cancellationToken)
    {
        DatabaseEntry? entry = await parts.Entries.FindDatabaseAsync(name, cancellationToken);
        return new Database(name, entry?.Description, entry is { Properties.Count: > 0 } ? entry.Properties : null);
    }

    private static TableMetadata MetadataOf(DescribedTable table) => new()
    {
        Name = table.Table.Name.Table,
        CreateTime = table.Table.Entry?.CreatedAt,
        TableType = table.Table is CatalogTable.View ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE",
        Columns = [.. table.Shape.Columns.Select(ColumnOf)],
        PartitionKeys = [.. table.Shape.PartitionKeys.Select(ColumnOf)],
        Parameters = table.Properties,
    };

    private static Column ColumnOf(ColumnEntry column) => new(column.Name, column.Type, column.Comment);

    private static Regex? ReadExpression(string? expression)
    {
        try
        {
            const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            return expression is null ? null : new Regex($"^(?:{expression})$", options, MatchTimeMax);
        }
        catch (ArgumentException)
        {
            throw AthenaErrors.Invalid($"Expression '{expression}' is not a regular expression");
        }
    }
}
