namespace Tarn.Cli.Hosting.Serving;

/// <summary>
/// Does something at once and then every hour while a lake is served. A failure is told and does not end those to come.
/// Disposing stops what is under way and waits for it.
/// </summary>
internal sealed class HourlyWork : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<CancellationToken, Task> _work;
    private readonly Action<Exception> _failed;
    private readonly Task _running;

    /// <param name="work">What is done.</param>
    /// <param name="failed">Is told why it failed.</param>
    /// <param name="timeProvider">Says when an hour is over.</param>
    public HourlyWork(Func<CancellationToken, Task> work, Action<Exception> failed, TimeProvider timeProvider)
    {
        _work = work;
        _failed = failed;
        _running = RunAsync(timeProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(TimeProvider timeProvider)
    {
        using PeriodicTimer timer = new(Interval, timeProvider);
        try
        {
            do
            {
                await RunOnceAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server ends, and this with it.
        }
    }

    private async Task RunOnceAsync()
    {
        try
        {
            await _work(_stop.Token);
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            _failed(exception);
        }
    }
}
