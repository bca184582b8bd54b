using Tarn.Common;
using Tarn.Queries.Errors;

namespace Tarn.Queries.Executions;

/// <summary>Runs an execution and says how it ended.</summary>
internal static class ExecutionFinish
{
    /// <summary>The record with its end, but for the time; throws nothing.</summary>
    public static async Task<ExecutionRecord> RunAsync(ExecutionRun run, LiveExecution execution)
    {
        ExecutionRecord record = execution.Record;
        try
        {
            execution.Token.ThrowIfCancellationRequested();
            ExecutionOutcome outcome = await run.RunAsync(execution);
            return record with { State = ExecutionState.Succeeded, Outcome = outcome };
        }
        catch (Exception) when (execution.Token.IsCancellationRequested)
        {
            return execution.IsStopped
                ? Ended(record, ExecutionState.Cancelled, ExecutionFailure.ByUser(ExecutionFailure.Stopped))
                : Ended(record, ExecutionState.Failed, ExecutionFailure.Internal(ExecutionFailure.Interrupted));
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ScanLimit)
        {
            return Ended(record, ExecutionState.Cancelled, ExecutionFailure.ByUser(ExecutionFailure.Cutoff));
        }
        catch (TarnException exception)
        {
            return Ended(
                record, ExecutionState.Failed, ExecutionFailure.Of(AthenaError.Of(exception, execution.Requested.Sql)));
        }
        catch (Exception exception)
        {
            return Ended(
                record,
                ExecutionState.Failed,
                ExecutionFailure.Internal($"{AthenaErrorNames.GenericInternal}: {exception.Message}"));
        }
    }

    /// <summary>The record, as failed when an earlier process left it unfinished.</summary>
    /// <param name="record">As it was written down.</param>
    /// <param name="openedAt">When this process opened the lake.</param>
    public static ExecutionRecord Settle(ExecutionRecord record, DateTimeOffset openedAt)
    {
        ExecutionFailure failure = ExecutionFailure.Internal(ExecutionFailure.Interrupted);
        return record.IsFinished || record.SubmittedAt >= openedAt
            ? record
            : Ended(record, ExecutionState.Failed, failure) with { FinishedAt = openedAt };
    }

    private static ExecutionRecord Ended(ExecutionRecord record, ExecutionState state, ExecutionFailure failure) =>
        record with { State = state, Failure = failure };
}
