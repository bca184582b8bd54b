using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Storage.Events;

/// <summary>
/// Keeps the events of buckets in the file <c>events.log</c> of the lake's state, soon after they happened: whoever
/// causes one does not wait. What could not be kept, because the process died, the disk was full or too much came at
/// once, is made up for by an event that says so. One process at a time, which the lake's lock ensures.
/// </summary>
public sealed class ObjectEventLog : IAsyncDisposable
{
    /// <summary>The oldest are forgotten.</summary>
    public const long EventsMax = 100_000;

    /// <summary>How many may wait to be kept.</summary>
    public const int WaitingMax = 20_000;

    private const string FileName = "events.log";
    private const string Closed = "Events:Closed";
    private const int TogetherMax = 1_000;
    private const long ShortenAfter = EventsMax / 5;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CheckedLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly Action<TarnException> _failed;
    private readonly Action<IReadOnlyList<ObjectEvent>> _kept;
    private readonly IDisposable _listening;
    private readonly Task _writing;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ObjectEvent> _waiting = Channel.CreateBounded<ObjectEvent>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private long _shortenAt = EventsMax + ShortenAfter;
    private int _hasMissed;

    private ObjectEventLog(
        CheckedLog log,
        bool hasMissed,
        ObjectEvents events,
        Func<string, bool> wants,
        Action<IReadOnlyList<ObjectEvent>> kept,
        Action<TarnException> failed,
        TimeProvider timeProvider)
    {
        _log = log;
        _kept = kept;
        _hasMissed = hasMissed ? 1 : 0;
        _failed = failed;
        _timeProvider = timeProvider;
        _listening = events.Listen(wants, Wait);
        _writing = WriteAsync();
    }

    /// <summary>Opens the log and begins to listen.</summary>
    /// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
    /// <param name="events">What happens.</param>
    /// <param name="wants">Whether events of a bucket are kept.</param>
    /// <param name="kept">Told of events, with their sequences, once they are durable; must be quick.</param>
    /// <param name="failed">Told why events cannot be kept; it is tried again.</param>
    /// <param name="timeProvider">Dates what was missed.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TarnException"><c>TN4007</c>: it is damaged.</exception>
    public static async Task<ObjectEventLog> OpenAsync(
        string stateDirectory,
        ObjectEvents events,
        Func<string, bool> wants,
        Action<IReadOnlyList<ObjectEvent>> kept,
        Action<TarnException> failed,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        CheckedLog log = await CheckedLog.OpenAsync(Path.Join(stateDirectory, FileName), cancellationToken);
        try
        {
            ObjectEvent? last = null;
            await foreach (LogFrame frame in log.ReadAsync(log.LastSequence, cancellationToken))
            {
                last = Parse(frame);
            }

            return new ObjectEventLog(
                log, last is not null && last.Name != Closed, events, wants, kept, failed, timeProvider);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>The events that are kept, from the given sequence on, also while another process writes.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: it is damaged.</exception>
    public static async IAsyncEnumerable<ObjectEvent> ReadAsync(
        string stateDirectory, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Join(stateDirectory, FileName);
        if (!File.Exists(path))
        {
            yield break;
        }

        await foreach (LogFrame frame in CheckedLog.ReadFileAsync(path, cancellationToken))
        {
            if (frame.Sequence >= fromSequence && Parse(frame) is { Name: not Closed } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>Another number when there are more events; 0 when there never were any.</summary>
    public static long LengthOf(string stateDirectory)
    {
        FileInfo file = new(Path.Join(stateDirectory, FileName));
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Keeps what waits and says that nothing was missed.</summary>
    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        _waiting.Writer.Complete();
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        _log.Dispose();
    }

    private static ObjectEvent Parse(LogFrame frame) =>
        JsonSerializer.Deserialize(frame.Payload.Span, EventsJson.Default.ObjectEvent)! with
        {
            Sequence = frame.Sequence,
        };

    private void Wait(ObjectEvent told)
    {
        if (!_waiting.Writer.TryWrite(told))
        {
            Interlocked.Exchange(ref _hasMissed, 1);
        }
    }

    private async Task WriteAsync()
    {
        List<ObjectEvent> together = [];
        do
        {
            while (together.Count < TogetherMax && _waiting.Reader.TryRead(out ObjectEvent? next))
            {
                together.Add(next);
            }

            if (await TryKeepAsync(together))
            {
                together.Clear();
            }
            else
            {
                await PauseAsync();
            }
        }
        while (together.Count > 0
            ? !_stop.IsCancellationRequested
            : await _waiting.Reader.WaitToReadAsync(CancellationToken.None));

        if (together.Count == 0)
        {
            await TryAppendAsync([Own(Closed)]);
        }
    }

    /// <summary>False when they have to be kept later.</summary>
    private async Task<bool> TryKeepAsync(List<ObjectEvent> together)
    {
        bool hasMissed = Interlocked.Exchange(ref _hasMissed, 0) == 1;
        if (!hasMissed && together.Count == 0)
        {
            return true;
        }

        if (!await TryAppendAsync(hasMissed ? [Own(ObjectEventNames.Missed), .. together] : together))
        {
            Interlocked.Exchange(ref _hasMissed, hasMissed ? 1 : _hasMissed);
            return false;
        }

        return true;
    }

    private async Task<bool> TryAppendAsync(List<ObjectEvent> together)
    {
        try
        {
            Failpoint.Hit(Failpoints.StorageEventsWaiting);
            long last = await _log.AppendAsync(
                [.. together.Select(told => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(
                    told, EventsJson.Default.ObjectEvent))],
                CancellationToken.None);
            Failpoint.Hit(Failpoints.StorageEventsKept);
            _kept([.. together.Select((told, i) => told with { Sequence = last - together.Count + 1 + i })]);
            await ShortenAsync();
            return true;
        }
        catch (TarnException exception)
        {
            _failed(exception);
            return false;
        }
    }

    /// <summary>Rewrites the file now and then only, since that takes as long as it is large.</summary>
    private async Task ShortenAsync()
    {
        long last = _log.LastSequence;
        if (last < _shortenAt)
        {
            return;
        }

        await _log.RemoveBeforeAsync(last - EventsMax + 1, CancellationToken.None);
        _shortenAt = last + ShortenAfter;
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(RetryPause, _timeProvider, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The process ends; what was not kept is missed.
        }
    }

    private ObjectEvent Own(string name) => new() { At = _timeProvider.GetUtcNow(), Name = name };
}
