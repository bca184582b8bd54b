using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands.Jobs;

/// <summary>Lists jobs with how they did last.</summary>
internal sealed class JobsListCommand : LakeCommand
{
    // Of a job that has not run for so long, how it did last is not looked for.
    private const int RunsLookedAtMax = 1000;

    private static readonly OutputColumn[] Columns =
    [
        new("job"), new("models", ColumnKind.Count), new("last_run"), new("state"),
        new("started", ColumnKind.Moment), new("time", ColumnKind.Seconds), new("rows_out", ColumnKind.Count),
        new("started_by"),
    ];

    public JobsListCommand()
        : base("list", "List jobs and how they did last") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        JobCatalog catalog = LakeCatalogs.JobsOf(lake, context.Services.TimeProvider);
        IReadOnlyList<KnownJob> jobs = await catalog.ListAsync(cancellationToken);
        Dictionary<string, KnownRun> latest = [];
        await foreach (KnownRun run in lake.AllRuns.Book.ListAsync(cancellationToken).Take(RunsLookedAtMax))
        {
            foreach (string job in run.Jobs)
            {
                latest.TryAdd(job, run);
            }

            if (jobs.All(job => latest.ContainsKey(job.Name)))
            {
                break;
            }
        }

        string[] order = [.. lake.Definition.Jobs.Select(job => job.Name)];
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, jobs
                .OrderBy(job => Array.IndexOf(order, job.Name) is var place && place < 0 ? int.MaxValue : place)
                .Select(job => Row(job, latest.GetValueOrDefault(job.Name)))),
            cancellationToken);
        return ExitCode.Ok;
    }

    private static object?[] Row(KnownJob job, KnownRun? run) =>
    [
        job.Name, job.Models.Count, run?.Id, run is null ? "never run" : RunStates.Text(run), run?.StartedAt,
        run?.EndedAt is { } end ? (end - run.StartedAt).TotalSeconds : null,
        run?.Report?.Steps.Where(step => step.Job == job.Name).Sum(step => step.RowsOut), run?.Origin?.ToString(),
    ];
}
