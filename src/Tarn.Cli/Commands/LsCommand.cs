using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands;

/// <summary>Lists what the lake has.</summary>
internal sealed class LsCommand : TarnCommand
{
    private const int RunsShown = 20;

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
            _ => TableFacts.ToRows(await TableFacts.ReadAllAsync(lake, cancellationToken)),
        };
        await context.WriteRowsAsync(rows, cancellationToken);
        return ExitCode.Ok;
    }

    private static async Task<OutputRows> RunsAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunReport> runs = await lake.Runs.ListAsync(RunsShown, cancellationToken);
        return OutputRows.Of(RunTables.RunColumns, runs.Select(RunTables.Run));
    }
}
