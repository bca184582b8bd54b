namespace Tarn.Streams.Delivery;

/// <summary>An object that can be put.</summary>
/// <param name="Content">From its start; null when no record is in it. Belongs to the object.</param>
/// <param name="Unfit">Sequences of records that are not in it, and why.</param>
internal sealed record FinishedObject(Stream? Content, IReadOnlyList<(long Sequence, string Problem)> Unfit);
