using Tarn.Common;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// Does what the lifecycle rules of buckets say. An object that cannot be changed does not keep others from it, nor
/// does a bucket. What is done twice, because a process died in between, does no harm.
/// </summary>
public sealed class LifecycleSweeper(LifecycleParts parts, LifecycleLog log)
{
    private const int ActionsTogetherMax = 64;

    private readonly LifecycleActions _actions = new(parts);

    /// <param name="buckets">Their names.</param>
    /// <param name="reported">Told of each action once it is done or has failed.</param>
    /// <param name="cancellationToken">Stops between two actions.</param>
    public async Task<SweepSummary> RunAsync(
        IEnumerable<string> buckets, Action<LifecycleRecord> reported, CancellationToken cancellationToken)
    {
        LifecyclePlan plan = new(parts, parts.TimeProvider.GetUtcNow());
        Tally tally = new(reported);
        foreach (string bucket in buckets)
        {
            try
            {
                await foreach (DueAction[] due in plan.FindAsync(bucket, cancellationToken).Chunk(ActionsTogetherMax))
                {
                    await ApplyAsync(due, tally, cancellationToken);
                }
            }
            catch (TarnException exception)
            {
                LifecycleRecord failure = new()
                {
                    At = parts.TimeProvider.GetUtcNow(),
                    Bucket = bucket,
                    Key = "",
                    Action = LifecycleActionKind.Sweep,
                    Error = exception.Message,
                };
                tally.Add(failure);
                await log.AppendAsync([failure], cancellationToken);
            }
        }

        await log.ShortenAsync(cancellationToken);
        return new SweepSummary(tally.Done, tally.Failed);
    }

    private async Task ApplyAsync(DueAction[] due, Tally tally, CancellationToken cancellationToken)
    {
        await log.AppendAsync(due.Select(action => action.Record), cancellationToken);
        List<LifecycleRecord> failures = [];
        foreach (DueAction action in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LifecycleRecord record = action.Record;
            try
            {
                await _actions.ApplyAsync(action, cancellationToken);
            }
            catch (TarnException exception)
            {
                record = record with { Error = exception.Message };
                failures.Add(record);
            }

            tally.Add(record);
        }

        if (failures.Count > 0)
        {
            await log.AppendAsync(failures, cancellationToken);
        }
    }

    private sealed class Tally(Action<LifecycleRecord> reported)
    {
        public int Done { get; private set; }

        public int Failed { get; private set; }

        public void Add(LifecycleRecord record)
        {
            Done += record.Error is null ? 1 : 0;
            Failed += record.Error is null ? 0 : 1;
            reported(record);
        }
    }
}
