using Tarn.Catalog;
using Tarn.Catalog.Search;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>Finds tables in all databases by texts and properties.</summary>
internal sealed class SearchTables(TableListing listing)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("SearchTables", JsonOperation.Of(
            GlueJson.Default.SearchTablesRequest,
            GlueJson.Default.SearchTablesResponse,
            SearchAsync,
            new() { Text = "text, and filters that compare with EQUALS; always by name" })),
    ];

    private async Task<SearchTablesResponse> SearchAsync(
        SearchTablesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogTable> tables = await listing.ListAllAsync(cancellationToken);
        if (request.SearchText?.Trim('"') is { Length: > 0 } text)
        {
            HashSet<TableName> found = [.. CatalogSearch.Find(tables, text).Select(match => match.Table)];
            tables = [.. tables.Where(table => found.Contains(table.Name))];
        }

        foreach (PropertyPredicate filter in request.Filters ?? [])
        {
            tables = [.. tables.Where(table => IsMatch(table, filter))];
        }

        (IReadOnlyList<CatalogTable> page, string? next) = Paging.Page(
            [.. tables.OrderBy(table => table.Name.ToString(), StringComparer.Ordinal)],
            table => table.Name.ToString(),
            request.NextToken,
            request.MaxResults);
        return new SearchTablesResponse(await listing.AnswerAsync(page, cancellationToken), next);
    }

    private static bool IsMatch(CatalogTable table, PropertyPredicate filter)
    {
        string? value = filter.Key?.ToUpperInvariant() switch
        {
            "DATABASENAME" => table.Name.Database,
            "NAME" or "TABLENAME" => table.Name.Table,
            "DESCRIPTION" => table.Description,
            "OWNER" => table.Owner,
            _ => table.Entry?.Properties.GetValueOrDefault(filter.Key ?? ""),
        };
        return filter.Comparator is null or "EQUALS"
            ? string.Equals(value, filter.Value, StringComparison.OrdinalIgnoreCase)
            : throw new AwsException(
                GlueErrors.InvalidInput, $"Comparator of a filter is '{filter.Comparator}', expected EQUALS");
    }
}
