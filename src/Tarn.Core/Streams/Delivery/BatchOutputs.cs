using System.Runtime.CompilerServices;
using System.Text;
using Tarn.Common;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// The objects of one batch while they are written: one for each set of partition keys, one for each kind of failure.
/// </summary>
/// <param name="plan">Of the batch.</param>
/// <param name="scratchDirectory">For files until the objects are put; there already.</param>
/// <param name="ids">Names those files.</param>
/// <param name="format">Of objects with records that did not fail.</param>
internal sealed class BatchOutputs(
    DeliveryPlan plan,
    string scratchDirectory,
    IIdSource ids,
    ObjectFormat format) : IDisposable
{
    /// <summary>As many as Firehose has for a stream ("Amazon Data Firehose quota").</summary>
    private const int PartitionsMax = 500;

    private const int KeyBytesMax = 1024;
    private const string BadPartition = "DynamicPartitioning.InvalidPartition";

    private readonly ObjectNames _names = new(plan, format.Extension);
    private readonly Dictionary<string, IOutputObject> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextObject> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<long> _failed = [];

    /// <summary>How many of the records that were put failed, in whole or in part.</summary>
    public int FailedRecords => _failed.Count;

    public void Add(OutgoingRecord record)
    {
        string partition = PartitionOf(record.PartitionKeys);
        if (!_partitions.TryGetValue(partition, out IOutputObject? output))
        {
            if (FindProblem(record, out string key) is { } problem)
            {
                Fail(new FailedRecord(record.Source, ErrorTypes.Processing, BadPartition, problem));
                return;
            }

            output = format.Begin(NextPath(), key);
            _partitions.Add(partition, output);
        }

        output.Add(record);
    }

    public void Fail(FailedRecord failed)
    {
        if (!_failures.TryGetValue(failed.ErrorType, out TextObject? output))
        {
            string key = _names.OfFailed(failed.Source.ArrivedAt, failed.ErrorType);
            output = new TextObject(NextPath(), key, StreamCompression.None, appendsNewline: false);
            _failures.Add(failed.ErrorType, output);
        }

        output.Write(FailedLine.Of(failed, plan.PlannedAt));
        _failed.Add(failed.Source.Sequence);
    }

    /// <summary>All objects, with the keys they are to have.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<(string Key, Stream Content)> FinishAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IOutputObject output in _partitions.Values)
        {
            FinishedObject finished = await output.FinishAsync(cancellationToken);
            foreach ((StreamRecord record, string problem) in finished.Unfit)
            {
                Fail(new FailedRecord(record, ErrorTypes.Conversion, ErrorTypes.ConversionCode, problem));
            }

            if (finished.Content is { } content)
            {
                yield return (output.Key, content);
            }
        }

        foreach (TextObject output in _failures.Values)
        {
            yield return (output.Key, (await output.FinishAsync(cancellationToken)).Content!);
        }
    }

    public void Dispose()
    {
        foreach (IOutputObject output in _partitions.Values.Concat(_failures.Values))
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

    private string NextPath() => Path.Join(scratchDirectory, ids.NextId());
}
