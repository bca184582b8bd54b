using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.Isolation;
using Tarn.Queries.Scanning;
using Tarn.Queries.Statements;
using Tarn.Tables;

namespace Tarn.Cli.Commands;

/// <summary>Runs one SELECT over the lake's tables, or another statement of Athena's.</summary>
internal sealed class QueryCommand : LakeCommand
{
    private const int TerminalRowsMax = 1000;

    private static readonly Option<string[]> Parameters = new("--param", "-p")
    {
        Description = "Value for $name in the SQL",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<AsOf?> AsOfOption = new("--as-of")
    {
        Description = "Read the tables as they were: a version, or a moment such as 2026-03-01T12:00:00Z",
        HelpName = "VERSION|TIMESTAMP",
        CustomParser = AsOfText.Parse,
    };

    private static readonly Option<SqlDialect?> DialectOption = new("--dialect")
    {
        Description = "What the SQL is written in; the default is engine.dialect of lake.yaml",
        HelpName = "athena|duckdb",
    };

    private static readonly Option<StatementIsolation?> IsolationOption = new("--isolation")
    {
        Description = "Where it is run: here, or in a worker process; the default is engine.isolation of lake.yaml",
        HelpName = "none|process",
    };

    public QueryCommand()
        : base("query", "Run a SELECT, or another statement of Athena's, over the tables of the lake")
    {
        QueryText.AddTo(this);
        Options.Add(Parameters);
        Options.Add(AsOfOption);
        Options.Add(DialectOption);
        Options.Add(IsolationOption);
        LimitOptions.AddTo(this);
        Options.Add(QueryEstimate.Option);
        Options.Add(ReuseOption.Option);
        Options.Add(QueryStatisticsOutput.Option);
        Options.Add(OutputOption.RowsOrParquet);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, object?> parameters =
            QueryParameters.Parse(context.Arguments.GetValue(Parameters) ?? []);
        QueryText.RequireOne(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        if (context.Arguments.GetValue(IsolationOption) is { } isolation)
        {
            lake.Isolate(isolation);
        }

        SqlInFile sql = await QueryText.ReadAsync(context, lake.Definition.Queries, cancellationToken);
        OutputTarget target = context.Target(OutputOption.RowsOrParquet);
        try
        {
            if (ReadStatement(context, lake, sql) is { } statement and not Statement.Query)
            {
                await StatementOutput.WriteAsync(context, lake, statement, target, cancellationToken);
            }
            else if (context.Arguments.GetValue(QueryEstimate.Option))
            {
                IReadOnlyList<ScanEstimate> tables = await Queries(context, lake).EstimateAsync(
                    sql.Text, parameters, context.Arguments.GetValue(AsOfOption), cancellationToken);
                await QueryEstimate.WriteAsync(
                    context, tables, lake.Definition.Engine.Price, target, cancellationToken);
            }
            else if (target.Format == OutputFormat.Parquet)
            {
                string path = Path.GetFullPath(target.Path!, context.Terminal.WorkingDirectory);
                WrittenResult written = await Queries(context, lake).WriteParquetAsync(
                    sql.Text, parameters, context.Arguments.GetValue(AsOfOption), path, cancellationToken);
                QueryWarnings.Write(context, written.Omissions);
                context.Say($"{ValueText.Rows(written.Rows)} in {target.Path}");
                if (IsSummed(context))
                {
                    QuerySummary.Say(context, written.Statistics, isCut: false);
                }

                QueryStatisticsOutput.Write(context, written.Statistics);
            }
            else
            {
                QueryRequest request = new(sql.Text, parameters, context.Arguments.GetValue(AsOfOption));
                await using QueryExecution execution = await StartAsync(context, lake, request, cancellationToken);
                QueryPrint print = new(target) { IsSummed = IsSummed(context) };
                QueryStatisticsOutput.Write(context, await PrintAsync(context, execution, print, cancellationToken));
            }
        }
        catch (TarnException exception)
        {
            throw SqlDiagnostic.Locate(exception, sql, Dialect(context, lake));
        }

        return ExitCode.Ok;
    }

    private static SqlDialect Dialect(CommandContext context, LakeHost lake) =>
        context.Arguments.GetValue(DialectOption) ?? lake.Definition.Engine.QueryDialect;

    /// <summary>In another dialect than Athena's all that runs is a query.</summary>
    private static Statement ReadStatement(CommandContext context, LakeHost lake, SqlInFile sql) =>
        Dialect(context, lake) == SqlDialect.Athena
            ? StatementReader.Read(sql.Text, LimitOptions.Read(context, lake.Queries.Limits))
            : new Statement.Query();

    private static async Task<QueryExecution> StartAsync(
        CommandContext context, LakeHost lake, QueryRequest request, CancellationToken cancellationToken)
    {
        QueryRunner queries = Queries(context, lake);
        return ReuseOption.Read(context, lake) is TimeSpan age
            ? await lake.Reuse.RunAsync(queries, request, age, cancellationToken)
            : await queries.RunAsync(request.Sql, request.Parameters, request.AsOf, cancellationToken);
    }

    /// <summary>Prints the rows of a SELECT, and what the result lacks.</summary>
    /// <returns>What it took.</returns>
    internal static async Task<QueryStatistics> PrintAsync(
        CommandContext context, QueryExecution execution, QueryPrint print, CancellationToken cancellationToken)
    {
        // Nobody reads more than that on a screen, and a slip should not print millions.
        bool isScreen = print.Target.Format == OutputFormat.Auto && context.Terminal.IsOutputTerminal;
        OutputRows rows = OutputRows.From(execution.Rows, isScreen ? TerminalRowsMax : long.MaxValue);
        IRowWriter writer = print.Writer ?? context.CreateWriter(print.Target.Format);
        long count = await writer.WriteAsync(rows, cancellationToken);
        await context.Terminal.Output.FlushAsync(cancellationToken);
        QueryStatistics statistics = execution.Statistics with { Rows = count };
        bool isCut = isScreen && count == TerminalRowsMax;
        if (!isCut)
        {
            QueryWarnings.Write(context, await execution.OmissionsAsync(cancellationToken));
        }

        if (print.IsSummed)
        {
            QuerySummary.Say(context, statistics, isCut);
        }

        return statistics;
    }

    private static bool IsSummed(CommandContext context) =>
        context.Terminal.IsErrorTerminal || context.Settings.IsVerbose;

    private static QueryRunner Queries(CommandContext context, LakeHost lake)
    {
        QueryRunner queries = lake.Queries.Within(LimitOptions.Read(context, lake.Queries.Limits));
        bool isMeasuring = IsSummed(context) || context.Arguments.GetValue(QueryStatisticsOutput.Option) is not null;
        queries = isMeasuring ? queries.Measuring() : queries;
        return context.Arguments.GetValue(DialectOption) is { } dialect ? queries.In(dialect) : queries;
    }
}
