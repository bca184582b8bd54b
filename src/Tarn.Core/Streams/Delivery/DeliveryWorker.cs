using Tarn.Common;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Delivers what comes into one stream, batch after batch, until it is stopped. What fails is tried again, and nothing
/// behind it is delivered before.
/// </summary>
internal sealed class DeliveryWorker : IAsyncDisposable
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(1);

    private readonly DeliveryParts _parts;
    private readonly StreamLog _log;
    private readonly StreamCounters _counters;
    private readonly BatchDelivery _delivery;
    private readonly ArrivalMarks _marks;
    private readonly DeliverySignal _signal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<KnownStream> _stream;
    private DeliveryState _state;
    private LogCursor _cursor;
    private Task _running = Task.CompletedTask;

    /// <param name="parts">What it works with.</param>
    /// <param name="log">Of the stream.</param>
    /// <param name="state">How far it was delivered.</param>
    /// <param name="counters">Of the stream.</param>
    /// <param name="stream">The stream as it is at the moment.</param>
    public DeliveryWorker(
        DeliveryParts parts,
        StreamLog log,
        DeliveryState state,
        StreamCounters counters,
        Func<KnownStream> stream)
    {
        _parts = parts;
        _log = log;
        _state = state;
        _counters = counters;
        _stream = stream;
        _delivery = new BatchDelivery(parts, log);
        _marks = new ArrivalMarks(parts.TimeProvider);
        _signal = new DeliverySignal(state.Delivered);
        _cursor = new LogCursor(state.Delivered + 1);
    }

    /// <summary>Sequence of the last record that was delivered.</summary>
    public long Delivered => Volatile.Read(ref _state).Delivered;

    /// <summary>How long the oldest record that waits has waited.</summary>
    public TimeSpan OldestAge =>
        Delivered + 1 < _log.NextSequence ? _marks.AgeOf(Delivered + 1) : TimeSpan.Zero;

    /// <summary>Tries that failed, in a row.</summary>
    public int FailedTries { get; private set; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? LastError { get; private set; }

    public void Start()
    {
        using (LogRecords records = _log.Read(_cursor))
        {
            if (records.TryRead() is { } oldest)
            {
                TimeSpan age = _parts.TimeProvider.GetUtcNow() - oldest.ArrivedAt;
                _marks.AddFound(oldest.Sequence, age > TimeSpan.Zero ? age : TimeSpan.Zero);
            }
        }

        _log.Committed = OnCommitted;
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>
    /// Delivers what is durable now without waiting for the buffer to fill; done when it is delivered.
    /// </summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        _signal.FlushAsync(_log.NextSequence - 1, cancellationToken);

    /// <summary>Gives up the batch under way; the next worker does it again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Wakes the worker only when that changes when it is to deliver.</summary>
    private void OnCommitted(long first)
    {
        _marks.Add(first);
        if (first == Delivered + 1 || _log.Waiting.Bytes >= _stream().Definition.Buffer.SizeBytes)
        {
            _signal.Raise();
        }
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await WaitUntilDueAsync();
                await DeliverAsync();
                FailedTries = 0;
                LastError = null;
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LastError = exception.Message;
                FailedTries++;
                _parts.Failed(_stream().Definition.Name, exception);
                await PauseAsync();
            }
        }
    }

    private async Task WaitUntilDueAsync()
    {
        while (_state.Plan is null)
        {
            Task raised = _signal.WaitAsync();
            TimeSpan wait = FindWait();
            if (wait == TimeSpan.Zero)
            {
                return;
            }

            await raised.WaitAsync(wait, _parts.TimeProvider, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How long to wait when nothing happens; zero when a batch is due.</summary>
    private TimeSpan FindWait()
    {
        if (Delivered + 1 >= _log.NextSequence)
        {
            return Timeout.InfiniteTimeSpan;
        }

        BufferHints hints = _stream().Definition.Buffer;
        TimeSpan left = hints.Interval - _marks.AgeOf(Delivered + 1);
        bool isDue = left <= TimeSpan.Zero
            || _log.Waiting.Bytes >= hints.SizeBytes
            || _signal.FlushUpTo > Delivered;
        return isDue ? TimeSpan.Zero : left;
    }

    private async Task DeliverAsync()
    {
        if ((_state.Plan ?? await PlanAsync()) is not { } plan)
        {
            return;
        }

        BatchResult batch = await _delivery.RunAsync(plan, _cursor, _stop.Token);

        // The next plan says that this batch is done; without one right behind it, this does.
        DeliveryState done = new() { Delivered = plan.Last };
        await _parts.States.WriteAsync(_stream().Definition.Name, done, _stop.Token);
        Failpoint.Hit(Failpoints.StreamsAdvanced);
        _cursor = batch.End;
        Volatile.Write(ref _state, done);
        _log.Waiting.Remove(batch.DataBytes);
        _counters.Delivered(batch);
        _signal.Delivered(plan.Last);
        _log.Trim(plan.Last + 1);
    }

    private async Task<DeliveryPlan?> PlanAsync()
    {
        KnownStream stream = _stream();
        long next = _log.NextSequence;
        (long First, long Last)? found = await Task.Run(
            () => BatchPlanner.Find(_log, _cursor, stream.Definition.Buffer.SizeBytes), _stop.Token);
        if (found is not { } records)
        {
            await PassLostAsync(next);
            return null;
        }

        DeliveryPlan plan = new()
        {
            First = records.First,
            Last = records.Last,
            PlannedAt = _parts.TimeProvider.GetUtcNow(),
            Stream = stream,
        };
        DeliveryState planned = new() { Delivered = _state.Delivered, Plan = plan };
        await _parts.States.WriteAsync(stream.Definition.Name, planned, _stop.Token);
        Failpoint.Hit(Failpoints.StreamsPlanned);
        Volatile.Write(ref _state, planned);
        return plan;
    }

    /// <summary>All that waited was damaged, and is told in the log's damages: goes on behind it.</summary>
    private async Task PassLostAsync(long next)
    {
        DeliveryState passed = new() { Delivered = next - 1 };
        await _parts.States.WriteAsync(_stream().Definition.Name, passed, _stop.Token);
        _cursor = new LogCursor(next);
        Volatile.Write(ref _state, passed);
        _signal.Delivered(passed.Delivered);
    }

    /// <summary>Until it is time for another try, or somebody asks for one.</summary>
    private async Task PauseAsync()
    {
        TimeSpan pause = RetryFirst * Math.Pow(2, Math.Min(FailedTries - 1, 10));
        await _signal.WaitForFlushAsync()
            .WaitAsync(pause < RetryMax ? pause : RetryMax, _parts.TimeProvider, _stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
