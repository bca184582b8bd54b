using System.Globalization;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Plans;

/// <summary>Asks the engine how it runs a query, in names of the catalog.</summary>
internal sealed class QueryPlanner(QueryRunner queries)
{
    private static readonly SqlAround Explain = new("EXPLAIN (FORMAT json) ", "");

    /// <summary>The plan of a query without parameters, which is not run.</summary>
    /// <exception cref="TarnException">As for running it.</exception>
    public Task<QueryPlan> PlanAsync(string sql, CancellationToken cancellationToken) => queries.PlannedAsync(
        sql,
        async (bound, token) =>
        {
            IReadOnlyList<object?[]> rows = await bound.QueryAroundAsync(Explain, token);
            return new QueryPlan(TablesOf(bound), new PlanReader(NamesOf(bound)).Read((string)rows[0][1]!));
        },
        cancellationToken);

    /// <summary>The plan of a query without parameters after a run, whose rows nobody gets.</summary>
    /// <exception cref="TarnException">As for running it.</exception>
    public Task<QueryPlan> AnalyzeAsync(string sql, CancellationToken cancellationToken) => queries.PlannedAsync(
        sql,
        async (bound, token) =>
        {
            QueryProfile profile = await bound.ProfileAsync(token);
            return new QueryPlan(TablesOf(bound), new PlanReader(NamesOf(bound)).Read(profile.Root))
            {
                Seconds = profile.Seconds,
                BytesRead = profile.BytesRead,
            };
        },
        cancellationToken);

    /// <summary>The tables that a query reads.</summary>
    /// <exception cref="TarnException">As for running it.</exception>
    public Task<IReadOnlyList<PlanTable>> FindTablesAsync(string sql, CancellationToken cancellationToken) =>
        queries.BoundAsync(
            sql,
            async (bound, token) =>
            {
                await bound.ReadColumnsAsync(token);
                return TablesOf(bound);
            },
            cancellationToken);

    private static PlanNames NamesOf(BoundStatement bound) => new(bound.Tables
        .Where(table => table.Table is not CatalogTable.View)
        .ToDictionary(table => table.Name.ToString(), table => table.Table.Name.ToString()));

    private static IReadOnlyList<PlanTable> TablesOf(BoundStatement bound) =>
    [
        .. bound.Scope.Scanned
            .GroupBy(table => table.Name)
            .Select(scans => new PlanTable(
                scans.Key.ToString(),
                scans.Sum(scan => scan.FilesRead),
                scans.Sum(scan => scan.FilesTotal),
                scans.Sum(scan => scan.BytesRead),
                ConditionsOf(bound, scans.Key))),
    ];

    /// <summary>None when a place wants all.</summary>
    private static IReadOnlyList<string> ConditionsOf(BoundStatement bound, TableName name)
    {
        IReadOnlyList<ColumnPredicate>[] places =
            [.. bound.Tables.Where(table => table.Table.Name == name).SelectMany(table => table.Predicates)];
        return places.Any(place => place.Count == 0)
            ? []
            : [.. places.Select(place => string.Join(" AND ", place.Select(TextOf))).Distinct()];
    }

    private static string TextOf(ColumnPredicate predicate)
    {
        string values = string.Join(", ", predicate.Values.Select(
            value => string.Create(CultureInfo.InvariantCulture, $"{(value is string text ? $"'{text}'" : value)}")));
        string comparison = predicate.Operator switch
        {
            PredicateOperator.Equal => $"= {values}",
            PredicateOperator.NotEqual => $"<> {values}",
            PredicateOperator.Less => $"< {values}",
            PredicateOperator.LessOrEqual => $"<= {values}",
            PredicateOperator.Greater => $"> {values}",
            PredicateOperator.GreaterOrEqual => $">= {values}",
            PredicateOperator.In => $"IN ({values})",
            PredicateOperator.IsNull => "IS NULL",
            _ => "IS NOT NULL",
        };
        return $"{predicate.Column} {comparison}";
    }
}
