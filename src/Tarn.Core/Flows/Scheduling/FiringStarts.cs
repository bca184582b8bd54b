using Tarn.Common;

namespace Tarn.Flows.Scheduling;

/// <summary>Starts runs that wait to begin, several at once, those of one schedule in their order.</summary>
internal sealed class FiringStarts(SchedulerParts parts)
{
    private const int AtOnceMax = 16;

    /// <returns>Those that are started, or never will be.</returns>
    public async Task<IReadOnlyList<(SchedulerEntry Entry, Firing Firing)>> StartAsync(
        IReadOnlyList<SchedulerEntry> entries, CancellationToken cancellationToken)
    {
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = AtOnceMax,
            CancellationToken = cancellationToken,
        };
        List<(SchedulerEntry Entry, Firing Firing)> settled = [];
        await Parallel.ForEachAsync(entries, options, async (entry, token) =>
        {
            foreach (Firing firing in entry.Waiting)
            {
                if (!await TryStartAsync(entry, firing, token))
                {
                    return;
                }

                lock (settled)
                {
                    settled.Add((entry, firing));
                }
            }
        });
        return settled;
    }

    private async Task<bool> TryStartAsync(
        SchedulerEntry entry, Firing firing, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Starter.TryStartAsync(entry.Item.Target, firing, cancellationToken);
        }
        catch (TarnException exception)
        {
            parts.Failed(new TarnException(
                exception.Code, $"the schedule '{firing.Key}' cannot start {entry.Item.Target}: {exception.Message}"));
            return !exception.IsTransient;
        }
    }
}
