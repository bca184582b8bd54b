namespace Tarn.Security.Keys;

/// <summary>That a key gets a new version by itself.</summary>
/// <param name="PeriodDays">From one version to the next.</param>
/// <param name="CountedFrom">When it was switched on, or the last version was made so.</param>
public sealed record KeyRotation(int PeriodDays, DateTimeOffset CountedFrom)
{
    public const int PeriodDaysMin = 90;
    public const int PeriodDaysMax = 2560;
    public const int PeriodDaysDefault = 365;

    public DateTimeOffset NextAt => CountedFrom.AddDays(PeriodDays);
}
