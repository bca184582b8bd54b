using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>An object that can be put.</summary>
/// <param name="Content">From its start; null when no record is in it. Belongs to the object.</param>
/// <param name="Unfit">Records that are not in it, and why.</param>
internal sealed record FinishedObject(
    Stream? Content, IReadOnlyList<(OutgoingRecord Record, string Problem)> Unfit);
