using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>Reads the records of a batch, once, and counts them.</summary>
internal sealed class BatchReading(StreamLog log, DeliveryPlan plan, LogCursor start)
{
    private readonly LogCursor _start = start;

    public long Records { get; private set; }

    public long DataBytes { get; private set; }

    /// <summary>Behind the last record, once all were read.</summary>
    public LogCursor End { get; private set; } = start;

    public IEnumerable<OutgoingRecord> Read(CancellationToken cancellationToken)
    {
        using LogRecords records = log.Read(_start);
        while (End.NextSequence <= plan.Last && records.TryRead() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Records++;
            DataBytes += record.Data.Length;
            End = records.Cursor;
            yield return new OutgoingRecord(record, record.Data);
        }

        End = End with { NextSequence = plan.Last + 1 };
    }
}
