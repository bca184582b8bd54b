namespace Tarn.Sources.Generation.Clickstream;

/// <summary>What <see cref="ClickstreamGenerator"/> makes.</summary>
public sealed record ClickstreamOptions
{
    public const long RecordsMax = 1_000_000_000;

    public const int DaysMax = 366;

    /// <summary>The first day on which records are sent, UTC.</summary>
    public DateOnly FirstDay { get; init; } = new(2024, 5, 1);

    /// <summary>1 to <see cref="DaysMax"/>.</summary>
    public int Days { get; init; } = 1;

    /// <summary>Lines, over all days; 1 to <see cref="RecordsMax"/>.</summary>
    public long Records { get; init; } = 100_000;

    /// <summary>The same seed, days, number of records and mix give the same files.</summary>
    public long Seed { get; init; } = 42;

    public ClickstreamMix Mix { get; init; } = new();
}
