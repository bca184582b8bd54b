namespace Tarn.Streams.Delivery;

/// <summary>How far a stream has been delivered; the document that is kept of it (docs/formats/streams.md).</summary>
public sealed record DeliveryState
{
    /// <summary>Sequence of the last record whose objects are all in the bucket; 0 at first.</summary>
    public long Delivered { get; init; }

    /// <summary>The batch behind it, some objects of which may be there already; null when none was begun.</summary>
    public DeliveryPlan? Plan { get; init; }

    /// <summary>The last sequence that is spoken for: no record may get it again.</summary>
    internal long Spoken => Plan?.Last ?? Delivered;
}
