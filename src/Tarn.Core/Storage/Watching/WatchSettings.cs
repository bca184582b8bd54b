namespace Tarn.Storage.Watching;

/// <summary>How often a watch looks, and how long it waits.</summary>
public sealed record WatchSettings
{
    /// <summary>Between two listings of what is watched; longer when they take long.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Listings may take one part in so many of the time.</summary>
    public int ListingShare { get; init; } = 10;

    /// <summary>Nothing changes for so long before work on what arrived begins: a batch is one piece of work.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where something changes all the time, work begins nevertheless after so long.</summary>
    public TimeSpan QuietWaitMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After work failed; twice as long after each further failure.</summary>
    public TimeSpan FailurePause { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FailurePauseMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest sleep: clocks are put right, and machines sleep too.</summary>
    public TimeSpan SleepMax { get; init; } = TimeSpan.FromSeconds(30);
}
