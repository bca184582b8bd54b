namespace Tarn.Sources.Generation.Orders;

/// <summary>What <see cref="OrdersGenerator"/> puts into an empty database.</summary>
public sealed record OrdersOptions
{
    public const int OrdersMax = 100_000_000;
    public const int CustomersMax = 10_000_000;
    public const int DaysMax = 3660;

    /// <summary>1 to <see cref="CustomersMax"/>.</summary>
    public int Customers { get; init; } = 5000;

    /// <summary>1 to <see cref="OrdersMax"/>, over all days, more each month.</summary>
    public int Orders { get; init; } = 100_000;

    /// <summary>On which the first orders are placed.</summary>
    public DateOnly FirstDay { get; init; } = new(2024, 1, 1);

    /// <summary>1 to <see cref="DaysMax"/>.</summary>
    public int Days { get; init; } = 730;

    /// <summary>The same seed and numbers give the same rows.</summary>
    public long Seed { get; init; } = 42;
}
