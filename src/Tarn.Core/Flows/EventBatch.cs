namespace Tarn.Flows;

/// <summary>How many events a trigger waits for.</summary>
/// <param name="Size">1 to 100.</param>
/// <param name="WindowSeconds">How long at most, 1 to 900; null is 900.</param>
public sealed record EventBatch(int Size, int? WindowSeconds);
