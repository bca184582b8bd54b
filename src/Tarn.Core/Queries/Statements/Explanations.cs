using System.Text.Json;
using Tarn.Common;
using Tarn.Queries.Plans;

namespace Tarn.Queries.Statements;

/// <summary>EXPLAIN: plans in names of the catalog.</summary>
internal sealed class Explanations(StatementParts parts)
{
    private const string Column = "Query Plan";
    private const string Fragment = "Fragment 0 [SINGLE]";

    private readonly QueryPlanner _planner = new(parts.Queries);

    public async Task<StatementResult> RunAsync(Statement.Explain explain, CancellationToken cancellationToken)
    {
        try
        {
            return explain.Options.Type switch
            {
                ExplainType.Validate => await ValidateAsync(explain, cancellationToken),
                ExplainType.Io => await TellTablesAsync(explain, cancellationToken),
                _ => await PlanAsync(explain, cancellationToken),
            };
        }
        catch (TarnException exception) when (explain.Source?.Locate(exception) is { } located)
        {
            throw located;
        }
    }

    private async Task<StatementResult> ValidateAsync(Statement.Explain explain, CancellationToken cancellationToken)
    {
        if (explain.Source is { } source)
        {
            await parts.Queries.DescribeAsync(source.Sql, cancellationToken);
        }

        return StatementResult.List("Valid", ["true"]);
    }

    private async Task<StatementResult> TellTablesAsync(Statement.Explain explain, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlanTable> tables = await _planner.FindTablesAsync(explain.Source!.Sql, cancellationToken);
        InputTables inputs = new(
        [
            .. tables.Select(table => new InputTable(
                NamedTable.Of(TableName.Parse(table.Name)),
                table.Conditions,
                new InputEstimate(table.FilesRead, table.SizeBytes))),
        ])
        {
            OutputTable = explain.Explained switch
            {
                Statement.CreateTableAs create => NamedTable.Of(create.Table.Name),
                Statement.Insert insert => NamedTable.Of(insert.Table.Name),
                _ => null,
            },
        };
        return StatementResult.List(Column, [JsonSerializer.Serialize(inputs, PlansJson.Default.InputTables)]);
    }

    private async Task<StatementResult> PlanAsync(Statement.Explain explain, CancellationToken cancellationToken)
    {
        string sql = explain.Source!.Sql;
        QueryPlan plan = explain.Options.IsAnalyze
            ? await _planner.AnalyzeAsync(sql, cancellationToken)
            : await _planner.PlanAsync(sql, cancellationToken);
        IEnumerable<string> lines = explain.Options.Format switch
        {
            ExplainFormat.Json => [JsonSerializer.Serialize(plan, PlansJson.Default.QueryPlan)],
            ExplainFormat.Graphviz => PlanGraph.Of(plan),
            _ when explain.Options.Type == ExplainType.Distributed => PlanText.Of(plan).Prepend(Fragment),
            _ => PlanText.Of(plan),
        };
        return StatementResult.List(Column, lines);
    }
}
