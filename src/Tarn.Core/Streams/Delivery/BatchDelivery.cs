using Tarn.Common;
using Tarn.Storage;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>Makes the objects of a batch and puts those that are not there yet.</summary>
/// <param name="parts">What it works with.</param>
/// <param name="log">Of the stream.</param>
internal sealed class BatchDelivery(DeliveryParts parts, StreamLog log)
{
    /// <param name="plan">Durable.</param>
    /// <param name="start">At or before its first record.</param>
    /// <param name="cancellationToken">Stops it; it can be done again.</param>
    /// <exception cref="TarnException">The bucket does not take an object; the log is damaged.</exception>
    public async Task<BatchResult> RunAsync(DeliveryPlan plan, LogCursor start, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(parts.ScratchDirectory);
        using BatchOutputs outputs = new(plan, parts.ScratchDirectory, parts.IdSource);
        BatchReading reading = new(log, plan, start);
        await Task.Run(() => Produce(plan, reading, outputs, cancellationToken), cancellationToken);
        IObjectStore bucket = parts.Buckets.Get(plan.Stream.Definition.Destination.Bucket);
        long objects = 0;
        foreach ((string key, Stream content) in outputs.Finish())
        {
            await bucket.PutAsync(key, content, PutCondition.IfAbsent, cancellationToken);
            objects++;
            Failpoint.Hit(Failpoints.StreamsObjectPut);
        }

        return new BatchResult(reading.Records, reading.DataBytes, outputs.FailedRecords, objects, reading.End);
    }

    private void Produce(
        DeliveryPlan plan, BatchReading reading, BatchOutputs outputs, CancellationToken cancellationToken)
    {
        IEnumerable<OutgoingRecord> records = reading.Read(cancellationToken);
        foreach (IRecordStage stage in parts.Stages(plan))
        {
            records = stage.Run(records, outputs.Fail, cancellationToken);
        }

        foreach (OutgoingRecord record in records)
        {
            outputs.Add(record);
        }
    }
}
