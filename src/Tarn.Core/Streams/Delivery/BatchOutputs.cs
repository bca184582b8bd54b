using System.Text;
using Tarn.Common;

namespace Tarn.Streams.Delivery;

/// <summary>
/// The objects of one batch while they are written: one for each set of partition keys, one for each kind of failure.
/// </summary>
/// <param name="plan">Of the batch.</param>
/// <param name="scratchDirectory">For files until the objects are put; there already.</param>
/// <param name="ids">Names those files.</param>
internal sealed class BatchOutputs(DeliveryPlan plan, string scratchDirectory, IIdSource ids) : IDisposable
{
    /// <summary>As many as Firehose has for a stream ("Amazon Data Firehose quota").</summary>
    private const int PartitionsMax = 500;

    private const int KeyBytesMax = 1024;
    private const byte NewLine = (byte)'\n';
    private const string BadPartition = "DynamicPartitioning.InvalidPartition";

    private readonly StreamDestination _destination = plan.Stream.Definition.Destination;
    private readonly ObjectNames _names = new(
        plan, Compressions.ExtensionOf(plan.Stream.Definition.Destination.Compression));

    private readonly Dictionary<string, OutputObject> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutputObject> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<long> _failed = [];

    /// <summary>How many of the records that were put failed, in whole or in part.</summary>
    public int FailedRecords => _failed.Count;

    public void Add(OutgoingRecord record)
    {
        string partition = PartitionOf(record.PartitionKeys);
        if (!_partitions.TryGetValue(partition, out OutputObject? output))
        {
            if (FindProblem(record, out string key) is { } problem)
            {
                Fail(new FailedRecord(record.Source, ErrorTypes.Processing, BadPartition, problem));
                return;
            }

            output = Open(_destination.Compression, key);
            _partitions.Add(partition, output);
        }

        ReadOnlySpan<byte> data = record.Data.Span;
        output.Write(data);
        if (_destination.AppendsNewline && (data.IsEmpty || data[^1] != NewLine))
        {
            output.Write([NewLine]);
        }
    }

    public void Fail(FailedRecord failed)
    {
        if (!_failures.TryGetValue(failed.ErrorType, out OutputObject? output))
        {
            output = Open(StreamCompression.None, _names.OfFailed(failed.Source.ArrivedAt, failed.ErrorType));
            _failures.Add(failed.ErrorType, output);
        }

        output.Write(FailedLine.Of(failed, plan.PlannedAt));
        _failed.Add(failed.Source.Sequence);
    }

    /// <summary>All objects, with the keys they are to have.</summary>
    public IEnumerable<(string Key, Stream Content)> Finish() =>
        _partitions.Values.Concat(_failures.Values).Select(output => (output.Key, output.Finish()));

    public void Dispose()
    {
        foreach (OutputObject output in _partitions.Values.Concat(_failures.Values))
        {
            output.Dispose();
        }
    }

    private static string PartitionOf(IReadOnlyDictionary<string, string> keys) => keys.Count == 0
        ? ""
        : string.Join('\0', keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => key.Value));

    /// <summary>Why there can be no object for the record; null when there can.</summary>
    private string? FindProblem(OutgoingRecord record, out string key)
    {
        key = "";
        if (_partitions.Count == PartitionsMax)
        {
            return $"the records of a batch have more than {PartitionsMax} sets of partition keys";
        }

        try
        {
            key = _names.Of(record.Source.ArrivedAt, record.PartitionKeys);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadKey)
        {
            return exception.Message;
        }

        return Encoding.UTF8.GetByteCount(key) <= KeyBytesMax
            ? null
            : $"the key of its object would have more than {KeyBytesMax} bytes";
    }

    private OutputObject Open(StreamCompression compression, string key) => new(
        Path.Join(scratchDirectory, ids.NextId()), file => Compressions.Wrap(file, compression), key);
}
