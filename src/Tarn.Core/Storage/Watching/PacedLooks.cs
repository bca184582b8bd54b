namespace Tarn.Storage.Watching;

/// <summary>Looks at what is watched now and then, the less often the longer it takes.</summary>
/// <param name="findDigest">Another text when something changed; null when it cannot be told now.</param>
/// <param name="settings">How often it looks.</param>
/// <param name="timeProvider">Tells when it is time.</param>
internal sealed class PacedLooks(
    Func<CancellationToken, Task<string?>> findDigest, WatchSettings settings, TimeProvider timeProvider)
{
    /// <summary>When it is time for the next one.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Looks and tells the arrivals, if it is time.</summary>
    public async Task LookAsync(Arrivals arrivals, CancellationToken cancellationToken)
    {
        if (timeProvider.GetUtcNow() < NextAt)
        {
            return;
        }

        long start = timeProvider.GetTimestamp();
        if (await findDigest(cancellationToken) is { } found)
        {
            arrivals.See(found, timeProvider.GetUtcNow());
        }

        TimeSpan share = timeProvider.GetElapsedTime(start) * settings.ListingShare;
        NextAt = timeProvider.GetUtcNow() + (share > settings.PollInterval ? share : settings.PollInterval);
    }
}
