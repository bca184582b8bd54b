using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;
using Tarn.State;

namespace Tarn.Jobs.Background;

/// <summary>Does one run of a job when its turn has come.</summary>
internal sealed class JobTurn(
    JobRunner runner,
    JobRunRecords records,
    OpenRuns open,
    RunningJobs running,
    ILakeTurns turns,
    TimeProvider timeProvider)
{
    /// <exception cref="TarnException"><c>TN1005</c>: an argument means something else than it says.</exception>
    public static RunRequest RequestOf(KnownJob job, JobRunRecord record) =>
        JobArguments.RequestOf(job, JobArguments.Of(job, record.Arguments), record.Id) with
        {
            Origin = record.Origin,
            Attempt = record.Attempt,
            PreviousId = record.PreviousId,
            IsToldByCaller = true,
        };

    /// <summary>How it ended. One that only the end of the process stopped is interrupted.</summary>
    public async Task<JobRunRecord> RunAsync(KnownJob job, RunningJob run)
    {
        JobRunRecord record = run.Record;
        try
        {
            await open.BeginAsync(record, CancellationToken.None);
            await records.SaveAsync(record, CancellationToken.None);
            Failpoint.Hit(Failpoints.BackgroundRunKept);

            // Who is told of the run finds it in the queue: turns come in the order of starts.
            Task<ILakeTurn> taking = turns.TakeForRunsAsync(run.StopToken);
            run.MakeKnown();
            using ILakeTurn turn = await taking;
            running.SetRunning(run, timeProvider.GetUtcNow());
            return await RunNowAsync(job, run);
        }
        catch (OperationCanceledException)
        {
            return record with { State = StoppedBy(run) };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return record with { State = JobRunState.Failed, Error = exception.Message };
        }
    }

    private async Task<JobRunRecord> RunNowAsync(KnownJob job, RunningJob run)
    {
        JobRunRecord record = run.Record with { State = JobRunState.Waiting };
        using CancellationTokenSource timeout = record.TimeoutMinutes is { } minutes
            ? new CancellationTokenSource(TimeSpan.FromMinutes(minutes), timeProvider)
            : new CancellationTokenSource();
        using CancellationTokenSource end =
            CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, run.StopToken);
        try
        {
            RunReport report = await runner.RunAsync(RequestOf(job, record), new UnseenRun(), end.Token);
            return record with
            {
                State = report.State is RunState.Succeeded or RunState.UpToDate ? JobRunState.Succeeded
                    : report.State == RunState.Cancelled ? CancelledBy(timeout, run)
                    : JobRunState.Failed,
                Error = JobRunRecords.ErrorOf(report),
            };
        }
        catch (OperationCanceledException)
        {
            return record with { State = CancelledBy(timeout, run) };
        }
    }

    private static JobRunState CancelledBy(CancellationTokenSource timeout, RunningJob run) =>
        timeout.IsCancellationRequested ? JobRunState.TimedOut : StoppedBy(run);

    private static JobRunState StoppedBy(RunningJob run) =>
        run.IsLeft && run.Record.IsBegunAgain ? JobRunState.Interrupted : JobRunState.Stopped;
}
