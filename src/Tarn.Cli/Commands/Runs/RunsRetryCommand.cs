using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Does a run once more; what it had built is up to date and is passed over.</summary>
internal sealed class RunsRetryCommand : LakeCommand
{
    public RunsRetryCommand()
        : base("retry", "Do a run once more: what it had finished is up to date")
    {
        Arguments.Add(RunArgument.Latest);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        KnownRun run = await lake.AllRuns.Book.GetAsync(
            context.Arguments.GetValue(RunArgument.Latest), cancellationToken);
        if (!run.HasEnded && lake.AllRuns.IsAlive(run.Id))
        {
            throw new TarnException(ErrorCodes.BadArgument, $"run '{run.Id}' has not ended")
            {
                Hint = $"'tarn runs logs -f {run.Id}' waits for its end, 'tarn runs cancel {run.Id}' ends it",
            };
        }

        return await ForegroundRun.RunAsync(
            context, lake, () => RequestAsync(context, lake, run, cancellationToken), cancellationToken);
    }

    private static async Task<RunRequest> RequestAsync(
        CommandContext context, LakeHost lake, KnownRun run, CancellationToken cancellationToken)
    {
        RunRequest request = run.Report is { } report
            ? RunRequest.Again(report)
            : await OfRecordAsync(context, lake, run.Record!, cancellationToken);
        return request with { Attempt = run.Attempt + 1, PreviousId = run.Id };
    }

    /// <summary>It never began, so that only what was asked for is known.</summary>
    private static async Task<RunRequest> OfRecordAsync(
        CommandContext context, LakeHost lake, JobRunRecord record, CancellationToken cancellationToken)
    {
        KnownJob job = await LakeCatalogs.JobsOf(lake, context.Services.TimeProvider)
            .GetAsync(record.Job, cancellationToken);
        return JobArguments.RequestOf(job, JobArguments.Of(job, record.Arguments), runId: null);
    }
}
