using Tarn.Common;

namespace Tarn.Catalog.Editing;

/// <summary>A partition that was not changed, and why.</summary>
/// <param name="Values">As they were given.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record PartitionFailure(IReadOnlyList<string> Values, TarnException Error);
