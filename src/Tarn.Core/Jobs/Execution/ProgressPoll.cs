using Tarn.Engine;

namespace Tarn.Jobs.Execution;

/// <summary>Asks the engine now and then how far a statement is.</summary>
internal static class ProgressPoll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Awaits the work, reporting the connection's progress meanwhile.</summary>
    public static async Task<T> WhileAsync<T>(
        Task<T> work, DuckConnection connection, Action<double> report, TimeProvider timeProvider)
    {
        while (await Task.WhenAny(work, Task.Delay(Interval, timeProvider, CancellationToken.None)) != work)
        {
            if (connection.ProgressPercent is { } percent)
            {
                report(percent);
            }
        }

        return await work;
    }
}
