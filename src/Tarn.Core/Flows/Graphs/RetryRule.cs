namespace Tarn.Flows.Graphs;

/// <summary>How often a step that failed or timed out is tried again, and after how long.</summary>
public sealed record RetryRule
{
    public static RetryRule None { get; } = new();

    /// <summary>0: never.</summary>
    public int Max { get; init; }

    /// <summary>Before the first time.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer each delay is than the one before, at least 1.</summary>
    public double Factor { get; init; } = 2;

    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The part of a delay, 0 to 1, by which it is shorter at random.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>How long to wait before an attempt.</summary>
    /// <param name="retry">1 for the first time that it is tried again.</param>
    /// <param name="random">From 0 to 1.</param>
    internal TimeSpan DelayBefore(int retry, double random)
    {
        double seconds = Math.Min(
            Delay.TotalSeconds * Math.Pow(Factor, retry - 1), DelayMax.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 - (Jitter * random)));
    }
}
