using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Streams.Stages;
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
        using BatchOutputs outputs = new(
            plan, parts.ScratchDirectory, parts.IdSource, await FindFormatAsync(plan, cancellationToken));
        BatchReading reading = new(log, plan, start);
        await Task.Run(() => ProduceAsync(plan, reading, outputs, cancellationToken), cancellationToken);
        IObjectStore bucket = parts.Buckets.Get(plan.Stream.Definition.Destination.Bucket);
        long objects = 0;
        await foreach ((string key, Stream content) in outputs.FinishAsync(cancellationToken))
        {
            await bucket.PutAsync(key, content, PutCondition.IfAbsent, cancellationToken);
            objects++;
            Failpoint.Hit(Failpoints.StreamsObjectPut);
        }

        return new BatchResult(reading.Records, reading.DataBytes, outputs.FailedRecords, objects, reading.End);
    }

    private async Task<ObjectFormat> FindFormatAsync(DeliveryPlan plan, CancellationToken cancellationToken)
    {
        StreamDestination destination = plan.Stream.Definition.Destination;
        if (destination.Parquet is { } parquet)
        {
            TableName name = TableName.Parse($"{parquet.Database}.{parquet.Table}");
            TableEntry table = await parts.Catalog.GetAsync(name, cancellationToken);
            return new ObjectFormat(
                Compressions.ParquetExtension, (path, key) => new ParquetObject(path, key, table, parts.Engine));
        }

        return new ObjectFormat(
            Compressions.ExtensionOf(destination.Compression),
            destination.Compression == StreamCompression.Zstandard
                ? (path, key) => new ZstandardObject(path, key, destination.AppendsNewline, parts.Engine)
                : (path, key) => new TextObject(path, key, destination.Compression, destination.AppendsNewline));
    }

    private async Task ProduceAsync(
        DeliveryPlan plan, BatchReading reading, BatchOutputs outputs, CancellationToken cancellationToken)
    {
        IReadOnlyList<IRecordStage> stages = parts.Stages.Of(plan.Stream.Definition.Destination);
        foreach (IReadOnlyList<OutgoingRecord> read in reading.Read(cancellationToken))
        {
            IReadOnlyList<OutgoingRecord> records = read;
            foreach (IRecordStage stage in stages)
            {
                records = await stage.RunAsync(records, outputs.Fail, cancellationToken);
            }

            foreach (OutgoingRecord record in records)
            {
                outputs.Add(record);
            }
        }
    }
}
