namespace Tarn.Sources.Generation.Retail;

/// <summary>What <see cref="RetailGenerator"/> makes.</summary>
public sealed record RetailGenerationOptions
{
    public const int RowsMax = 10_000_000;

    public const int DaysMax = 3660;

    /// <summary>The first day of sales.</summary>
    public DateOnly FirstDay { get; init; } = new(2010, 12, 1);

    /// <summary>1 to <see cref="DaysMax"/>; there are no sales on Saturdays.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Lines of sale, over all days; 1 to <see cref="RowsMax"/>.</summary>
    public int Rows { get; init; } = 100_000;

    /// <summary>The same seed, days and number of rows give the same files.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>
    /// Below it, <c>sales/YYYY-MM-DD.csv</c> has the lines of the shop's till and <c>web/YYYY-MM-DD.json</c>, one JSON
    /// object a line, those of its web shop.
    /// </summary>
    public required string OutputDirectory { get; init; }
}
