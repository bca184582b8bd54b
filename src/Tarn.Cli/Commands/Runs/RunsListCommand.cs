using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs.Background;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Lists runs.</summary>
internal sealed class RunsListCommand : LakeCommand
{
    private const int CountDefault = 20;

    private static readonly Option<int> Count = new("--count", "-n")
    {
        Description = "How many",
        HelpName = "N",
        DefaultValueFactory = _ => CountDefault,
    };

    private static readonly Option<string?> Job = new("--job")
    {
        Description = "Only runs of this job",
        HelpName = "JOB",
    };

    private static readonly Option<bool> Failed = new("--failed")
    {
        Description = "Only runs that did not succeed",
    };

    public RunsListCommand()
        : base("list", "List the latest runs, newest first")
    {
        Options.Add(Count);
        Options.Add(Job);
        Options.Add(Failed);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string? job = context.Arguments.GetValue(Job);
        bool onlyFailed = context.Arguments.GetValue(Failed);
        List<KnownRun> runs = await lake.AllRuns.Book.ListAsync(cancellationToken)
            .Where(run => job is null || run.Jobs.Contains(job))
            .Where(run => !onlyFailed || (run.HasEnded && run.State != JobRunState.Succeeded))
            .Take(context.Arguments.GetValue(Count))
            .ToListAsync(cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(RunTables.RunColumns, runs.Select(RunTables.Run)), cancellationToken);
        return ExitCode.Ok;
    }
}
