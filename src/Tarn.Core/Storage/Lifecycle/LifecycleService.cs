using Tarn.Common;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// Sweeps all buckets when it starts and at every midnight UTC, as S3 does. Disposing stops a sweep and waits for it.
/// </summary>
public sealed class LifecycleService : IAsyncDisposable
{
    /// <summary>A clock that is set, or a machine that slept, is noticed within.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(10);

    private readonly LifecycleParts _parts;
    private readonly LifecycleSweeper _sweeper;
    private readonly Action<LifecycleRecord> _failed;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <param name="parts">Of the lake.</param>
    /// <param name="log">Of what is done.</param>
    /// <param name="failed">Told of what cannot be done.</param>
    public LifecycleService(LifecycleParts parts, LifecycleLog log, Action<LifecycleRecord> failed)
    {
        _parts = parts;
        _sweeper = new LifecycleSweeper(parts, log);
        _failed = failed;
        _work = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(LookInterval, _parts.TimeProvider);
        DateTimeOffset next = DateTimeOffset.MinValue;
        try
        {
            do
            {
                DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
                if (now >= next)
                {
                    next = MidnightUtc.Next(now);
                    await SweepAsync();
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server ends, and sweeping with it.
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await _sweeper.RunAsync(
                [.. _parts.Buckets.List().Select(bucket => bucket.Name)], Report, _stop.Token);
        }
        catch (TarnException exception)
        {
            // The log cannot be written: nothing is changed that it would not say. The next sweep tries again.
            _failed(new LifecycleRecord
            {
                At = _parts.TimeProvider.GetUtcNow(),
                Bucket = "",
                Key = "",
                Action = LifecycleActionKind.Sweep,
                Error = exception.Message,
            });
        }
    }

    private void Report(LifecycleRecord record)
    {
        if (record.Error is not null)
        {
            _failed(record);
        }
    }
}
