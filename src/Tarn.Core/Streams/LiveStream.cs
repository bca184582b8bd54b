using Tarn.Common;
using Tarn.Streams.Delivery;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams;

/// <summary>A stream that takes records and delivers them.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly StreamLog _log;
    private readonly DeliveryWorker _worker;
    private readonly StreamCounters _counters = new();
    private KnownStream _known;
    private RateGate _records;
    private RateGate _bytes;

    /// <param name="known">As it is now.</param>
    /// <param name="log">Its own.</param>
    /// <param name="state">How far it was delivered.</param>
    /// <param name="parts">Delivers it.</param>
    public LiveStream(KnownStream known, StreamLog log, DeliveryState state, DeliveryParts parts)
    {
        _timeProvider = parts.TimeProvider;
        _known = known;
        _log = log;
        (_records, _bytes) = GatesOf(known.Definition.Limits);
        _worker = new DeliveryWorker(parts, log, state, _counters, () => Known);
        _worker.Start();
    }

    /// <summary>As it is now; what is waiting is delivered by this.</summary>
    public KnownStream Known => Volatile.Read(ref _known);

    public void Change(KnownStream known)
    {
        (_records, _bytes) = GatesOf(known.Definition.Limits);
        Volatile.Write(ref _known, known);
    }

    public StreamStatus Status() => new()
    {
        Stream = Known,
        IncomingRecords = _counters.IncomingRecords,
        IncomingBytes = _counters.IncomingBytes,
        DeliveredRecords = _counters.DeliveredRecords,
        DeliveredBytes = _counters.DeliveredBytes,
        DeliveredObjects = _counters.DeliveredObjects,
        FailedRecords = _counters.FailedRecords,
        ThrottledRecords = _counters.ThrottledRecords,
        WaitingRecords = Math.Max(0, _log.NextSequence - 1 - _worker.Delivered),
        WaitingBytes = _log.Waiting.Bytes,
        OldestAge = _worker.OldestAge,
        FailedTries = _worker.FailedTries,
        LastError = _worker.LastError,
        Damages = _log.Damages,
    };

    /// <exception cref="TarnException">As <see cref="IStreamPuts.PutAsync"/>.</exception>
    public async Task<IReadOnlyList<PutOutcome>> PutAsync(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> taken = records.Any(IsTooLarge)
            ? [.. records.Where(record => !IsTooLarge(record))]
            : records;
        if (taken.Count == 0)
        {
            return [.. records.Select(TooLarge)];
        }

        long bytes = taken.Sum(record => (long)record.Length);
        Admit(taken.Count, bytes);
        long sequence = await AppendAsync(taken);
        _counters.Took(taken.Count, bytes);
        PutOutcome[] outcomes = new PutOutcome[records.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = IsTooLarge(records[i]) ? TooLarge(records[i]) : new PutOutcome(sequence++);
        }

        return outcomes;
    }

    public Task FlushAsync(CancellationToken cancellationToken) => _worker.FlushAsync(cancellationToken);

    /// <summary>Takes no more records; done when those under way are durable.</summary>
    public Task CloseAsync() => _log.CloseAsync();

    /// <summary>Takes records again.</summary>
    public void Reopen() => _log.Reopen();

    public async ValueTask DisposeAsync()
    {
        await _log.CloseAsync();
        await _worker.DisposeAsync();
        _log.Dispose();
    }

    private static bool IsTooLarge(ReadOnlyMemory<byte> record) => record.Length > StreamLimits.RecordBytesMax;

    private static PutOutcome TooLarge(ReadOnlyMemory<byte> record) => new(
        0,
        ErrorCodes.BadRecord,
        $"the record has {record.Length} bytes, expected at most {StreamLimits.RecordBytesMax}");

    private async Task<long> AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        try
        {
            return await _log.AppendAsync(records);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StreamBusy)
        {
            _counters.Throttled(records.Count);
            throw;
        }
    }

    private void Admit(int records, long bytes)
    {
        StreamLimits limits = Known.Definition.Limits;
        if (limits.BacklogBytesMax is { } most && _log.Waiting.Bytes + bytes > most)
        {
            throw Busy(records, $"{_log.Waiting.Bytes} bytes wait for delivery, of {most} that may");
        }

        if (!_bytes.TryTake(bytes))
        {
            throw Busy(records, "more bytes come in than its limits let");
        }

        if (!_records.TryTake(records))
        {
            _bytes.GiveBack(bytes);
            throw Busy(records, "more records come in than its limits let");
        }
    }

    private TarnException Busy(int records, string reason)
    {
        _counters.Throttled(records);
        return new TarnException(ErrorCodes.StreamBusy, $"stream '{Known.Definition.Name}': {reason}")
        {
            IsTransient = true,
            Hint = "Send it again after a moment, or raise the limits of the stream.",
        };
    }

    private (RateGate Records, RateGate Bytes) GatesOf(StreamLimits limits) =>
        (new RateGate(limits.RecordsPerSecond, _timeProvider), new RateGate(limits.BytesPerSecond, _timeProvider));
}
