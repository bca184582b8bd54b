namespace Tarn.Flows.Runs.Work;

/// <summary>Waiting of steps: as long as it takes, and no longer than they may.</summary>
/// <param name="timeProvider">Says when a moment has come.</param>
internal sealed class StepPauses(TimeProvider timeProvider)
{
    /// <summary>The longest sleep: clocks are put right, and machines sleep too.</summary>
    private static readonly TimeSpan SleepMax = TimeSpan.FromMinutes(1);

    /// <summary>When this process began to work on runs.</summary>
    public DateTimeOffset OpenedAt { get; } = timeProvider.GetUtcNow();

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>Waits for something, whatever comes of it; false when it was stopped before.</summary>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public static async Task<bool> WaitAsync(
        Task something, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stopToken, cancellationToken);
        await something.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return !stopToken.IsCancellationRequested;
    }

    /// <summary>Sleeps until a moment of the clock; false when it was stopped before.</summary>
    /// <exception cref="OperationCanceledException">The process ends.</exception>
    public async Task<bool> SleepUntilAsync(
        DateTimeOffset moment, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stopToken, cancellationToken);
        while (moment - timeProvider.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            TimeSpan sleep = left < SleepMax ? left : SleepMax;
            await Task.Delay(sleep, timeProvider, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (stopToken.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }
}
