using System.Runtime.CompilerServices;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Gives the records of a source as time goes by, so many a second.</summary>
/// <param name="source">Nobody else takes records from it meanwhile.</param>
/// <param name="timeProvider">Says what time it is; records have it as that of their event.</param>
public sealed class ClickstreamFeed(ClickstreamSource source, TimeProvider timeProvider)
{
    /// <summary>What could not be taken in time is made up for, in batches of at most so many.</summary>
    public const int BatchRecordsMax = 500;

    /// <summary>How often a batch is due when few records are.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Batches until the time is over, <paramref name="recordsPerSecond"/> × <paramref name="duration"/> records in
    /// all. The batch is the same object each time.
    /// </summary>
    public async IAsyncEnumerable<ClickBatch> ReadAsync(
        double recordsPerSecond, TimeSpan duration, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ClickBatch batch = new();
        long started = timeProvider.GetTimestamp();
        long total = (long)(recordsPerSecond * duration.TotalSeconds);
        long given = 0;
        while (given < total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double elapsed = timeProvider.GetElapsedTime(started).TotalSeconds;
            long due = Math.Min(total, (long)(recordsPerSecond * elapsed)) - given;
            if (due < 1)
            {
                await Task.Delay(Step, timeProvider, cancellationToken);
                continue;
            }

            batch.Fill(source, (int)Math.Min(due, BatchRecordsMax), timeProvider.GetUtcNow());
            given += batch.Count;
            yield return batch;
        }
    }
}
