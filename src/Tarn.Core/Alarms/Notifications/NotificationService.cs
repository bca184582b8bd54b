using System.Threading.Channels;
using Tarn.Common;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>
/// Tells people of work that fails, works again or is late, for as long as it is not disposed. Thread-safe.
/// </summary>
public sealed class NotificationService : IWorkListener, IAsyncDisposable
{
    // What does not fit is found when the lake is opened again: the history of runs has it.
    private const int NewsMax = 10_000;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private readonly NotificationDesk _desk;
    private readonly TimeProvider _timeProvider;
    private readonly Action<TarnException> _failed;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(WorkOutcome? Ended, WorkLateness? Late)> _news =
        Channel.CreateBounded<(WorkOutcome?, WorkLateness?)>(
            new BoundedChannelOptions(NewsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _work;
    private DateTimeOffset _prunedAt = DateTimeOffset.MinValue;

    /// <param name="desk">Opened by the caller, and used by nobody else from now on.</param>
    /// <param name="timeProvider">Says when something is late.</param>
    /// <param name="failed">Is told when something could not be kept.</param>
    public NotificationService(NotificationDesk desk, TimeProvider timeProvider, Action<TarnException> failed)
    {
        _desk = desk;
        _timeProvider = timeProvider;
        _failed = failed;
        _work = Task.Run(RunAsync);
    }

    public void Ended(WorkOutcome outcome) => _news.Writer.TryWrite((outcome, null));

    public void Late(WorkLateness lateness) => _news.Writer.TryWrite((null, lateness));

    /// <summary>What was not sent stays kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await TurnAsync(_stop.Token);
                await WaitAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server ends, and this with it.
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_news.Reader.TryRead(out (WorkOutcome? Ended, WorkLateness? Late) news))
            {
                await (news.Ended is { } outcome
                    ? _desk.TakeInAsync(outcome, cancellationToken)
                    : _desk.TakeInAsync(news.Late!, cancellationToken));
            }

            await _desk.CheckLateAsync(cancellationToken);
            await _desk.DeliverAsync(cancellationToken);
            DateTimeOffset now = _timeProvider.GetUtcNow();
            if (now - _prunedAt >= PruneInterval)
            {
                _prunedAt = now;
                await _desk.PruneAsync(cancellationToken);
            }
        }
        catch (TarnException exception)
        {
            _failed(exception);
        }
    }

    /// <summary>Until something ends, something is to be sent, or it is time to look again.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = LookInterval;
        if (_desk.NextAt is { } next && next - _timeProvider.GetUtcNow() is var until && until < wait)
        {
            wait = until > TimeSpan.Zero ? until : TimeSpan.Zero;
        }

        using CancellationTokenSource awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task slept = Task.Delay(wait, _timeProvider, awake.Token);
        Task told = _news.Reader.WaitToReadAsync(awake.Token).AsTask();
        await Task.WhenAny(slept, told);
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
