using Tarn.Streams.Stages;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>Reads the records of a batch, once, and counts them.</summary>
internal sealed class BatchReading(StreamLog log, DeliveryPlan plan, LogCursor start)
{
    private const int PartRecordsMax = 20_000;
    private const long PartBytesMax = 8 * 1024 * 1024;

    private readonly LogCursor _start = start;

    public long Records { get; private set; }

    public long DataBytes { get; private set; }

    /// <summary>Behind the last record, once all were read.</summary>
    public LogCursor End { get; private set; } = start;

    /// <summary>All of them, some at a time; these are good until the next are asked for.</summary>
    public IEnumerable<IReadOnlyList<OutgoingRecord>> Read(CancellationToken cancellationToken)
    {
        using LogRecords records = log.Read(_start);
        List<OutgoingRecord> part = [];
        long partBytes = 0;
        while (End.NextSequence <= plan.Last && records.TryRead() is { } record && record.Sequence <= plan.Last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Records++;
            DataBytes += record.Data.Length;
            End = records.Cursor;
            part.Add(new OutgoingRecord(record, record.Data));
            partBytes += record.Data.Length;
            if (part.Count == PartRecordsMax || partBytes >= PartBytesMax)
            {
                yield return part;
                part.Clear();
                records.Release();
                partBytes = 0;
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }

        // Where records were lost, the next one is not behind the one that was read last.
        End = End.NextSequence == plan.Last + 1 ? End : new LogCursor(plan.Last + 1);
    }
}
