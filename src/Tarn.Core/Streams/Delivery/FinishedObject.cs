namespace Tarn.Streams.Delivery;

/// <summary>An object that can be put.</summary>
/// <param name="Content">From its start; null when no record is in it. Belongs to the object.</param>
/// <param name="Unfit">Records that are not in it, and why; to be read before the object is disposed.</param>
internal sealed record FinishedObject(Stream? Content, IEnumerable<(StreamRecord Record, string Problem)> Unfit);
