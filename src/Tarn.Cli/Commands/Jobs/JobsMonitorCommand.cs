using System.CommandLine;
using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Commands.Jobs;

/// <summary>Watches the runs that wait or are under way until all have ended.</summary>
internal sealed class JobsMonitorCommand : LakeCommand
{
    // Those that have not ended are among the latest.
    private const int RunsLookedAtMax = 200;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private static readonly Argument<string[]> Jobs = new("job")
    {
        Description = "Only runs of these jobs [default: of all]",
        HelpName = "JOB",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public JobsMonitorCommand()
        : base("monitor", "Watch the runs under way until all have ended")
    {
        Arguments.Add(Jobs);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string[] jobs = context.Arguments.GetValue(Jobs) ?? [];
        Dictionary<string, string> told = [];
        while (await FindAsync(lake, jobs, cancellationToken) is { Count: > 0 } running)
        {
            foreach (KnownRun run in running)
            {
                Tell(context, run, lake.AllRuns.Live.Find(run.Id)?.Step, told);
            }

            await Task.Delay(LookInterval, context.Services.TimeProvider, cancellationToken);
        }

        List<KnownRun> ended = [];
        foreach (string id in told.Keys.Order(StringComparer.Ordinal))
        {
            ended.Add(await lake.AllRuns.Book.GetAsync(id, cancellationToken));
        }

        if (ended.Count == 0)
        {
            context.Say("nothing runs now");
            return ExitCode.Ok;
        }

        await context.WriteRowsAsync(
            OutputRows.Of(RunTables.RunColumns, ended.Select(RunTables.Run)), cancellationToken);
        return ended.TrueForAll(run => run.State == JobRunState.Succeeded) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static ValueTask<List<KnownRun>> FindAsync(
        LakeHost lake, string[] jobs, CancellationToken cancellationToken) =>
        lake.AllRuns.Book.ListAsync(cancellationToken)
            .Take(RunsLookedAtMax)
            .Where(run => !run.HasEnded && lake.AllRuns.IsAlive(run.Id))
            .Where(run => jobs.Length == 0 || run.Jobs.Any(jobs.Contains))
            .ToListAsync(cancellationToken);

    /// <summary>A line when something changed.</summary>
    private static void Tell(CommandContext context, KnownRun run, LiveStep? step, Dictionary<string, string> told)
    {
        string line = $"{string.Join(", ", run.Jobs)} · {RunStates.Text(run)}{Text(run.Report, step)} · run {run.Id}";
        if (told.GetValueOrDefault(run.Id) != line)
        {
            told[run.Id] = line;
            context.Say(line);
        }
    }

    private static string Text(RunReport? report, LiveStep? step)
    {
        if (report is null)
        {
            return "";
        }

        // In tenths, so that a step is at most ten lines.
        string now = step is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $", {step.Table} {step.Phase} {(int)step.Percent / 10 * 10} %");
        return $" · step {Math.Min(report.Steps.Count + 1, report.Planned.Count)} of {report.Planned.Count}{now}";
    }
}
