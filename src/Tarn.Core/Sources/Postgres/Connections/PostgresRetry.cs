using Tarn.Common;

namespace Tarn.Sources.Postgres.Connections;

/// <summary>Tries again what failed and may work later, with a wait that doubles each time.</summary>
internal sealed class PostgresRetry(PostgresConnectionSettings settings, TimeProvider timeProvider)
{
    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(1);

    /// <summary>How often something was tried again.</summary>
    public int Count { get; private set; }

    /// <exception cref="TarnException">The last attempt's.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (TarnException exception) when (IsWorthIt(exception) && attempt < settings.RetriesMax)
            {
                await Task.Delay(DelayOf(attempt), timeProvider, cancellationToken);
                Count++;
            }
        }
    }

    /// <summary>A snapshot that is lost is no better the second time.</summary>
    private static bool IsWorthIt(TarnException exception) =>
        exception is { IsTransient: true, Code: not ErrorCodes.SourceSnapshotLost };

    /// <param name="attempt">From 0.</param>
    public TimeSpan DelayOf(int attempt)
    {
        TimeSpan delay = settings.RetryDelay * Math.Pow(2, Math.Min(attempt, 16));
        return delay < DelayMax ? delay : DelayMax;
    }
}
