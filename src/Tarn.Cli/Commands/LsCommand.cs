using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>Lists what the lake has.</summary>
internal sealed class LsCommand : TarnCommand
{
    private const int RunsShown = 20;

    private static readonly OutputColumn[] TableColumns =
    [
        new("table"), new("kind"), new("rows", ColumnKind.Count), new("files", ColumnKind.Count),
        new("size", ColumnKind.Bytes), new("version", ColumnKind.Number), new("description"),
    ];

    private static readonly Argument<string> Kind = new Argument<string>("kind")
    {
        Description = "tables, models, jobs, queries or runs",
        HelpName = "KIND",
        DefaultValueFactory = _ => "tables",
    }.AcceptOnlyFromAmong("tables", "models", "jobs", "queries", "runs");

    public LsCommand(CliServices services)
        : base(services, "ls", "List tables, models, jobs, queries or runs")
    {
        Arguments.Add(Kind);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        OutputRows rows = context.Arguments.GetRequiredValue(Kind) switch
        {
            "models" => DefinitionTables.Models(lake.Definition),
            "jobs" => DefinitionTables.Jobs(lake.Definition),
            "queries" => DefinitionTables.Queries(lake.Definition),
            "runs" => await RunsAsync(lake, cancellationToken),
            _ => await TablesAsync(lake, cancellationToken),
        };
        await context.WriteRowsAsync(rows, cancellationToken);
        return ExitCode.Ok;
    }

    private static async Task<OutputRows> TablesAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableSummary> tables = await lake.Descriptions.SummarizeAllAsync(cancellationToken);
        return OutputRows.Of(TableColumns, tables.Select(table => new object?[]
        {
            table.Name.ToString(), Words.Of(table.Kind), table.Rows, table.Files, table.SizeBytes, table.Version,
            table.Description,
        }));
    }

    private static async Task<OutputRows> RunsAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunReport> runs = await lake.Runs.ListAsync(RunsShown, cancellationToken);
        return OutputRows.Of(RunTables.RunColumns, runs.Select(RunTables.Run));
    }
}
