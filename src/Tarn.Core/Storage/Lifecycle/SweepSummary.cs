namespace Tarn.Storage.Lifecycle;

/// <summary>How a sweep went.</summary>
/// <param name="Done">Actions that were done.</param>
/// <param name="Failed">Those that could not be, and buckets that could not be listed to their end.</param>
public sealed record SweepSummary(int Done, int Failed);
