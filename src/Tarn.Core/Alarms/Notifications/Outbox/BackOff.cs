namespace Tarn.Alarms.Notifications.Outbox;

/// <summary>When an attempt that did not go is made again.</summary>
internal sealed class BackOff(Random random)
{
    /// <summary>After so many nothing is tried any more; that is after a day about.</summary>
    public const int AttemptsMax = 30;

    private const double JitterShare = 0.2;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempts">Those that were made, at least one.</param>
    public TimeSpan After(int attempts)
    {
        double seconds = Math.Min(First.TotalSeconds * Math.Pow(2, attempts - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 - (JitterShare * random.NextDouble())));
    }
}
