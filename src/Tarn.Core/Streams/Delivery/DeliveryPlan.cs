namespace Tarn.Streams.Delivery;

/// <summary>
/// A batch that is being delivered. It is durable before the first object of it is put, and everything about those
/// objects follows from it and from the log, so that trying again makes the same ones.
/// </summary>
public sealed record DeliveryPlan
{
    /// <summary>Sequence of the first record.</summary>
    public required long First { get; init; }

    /// <summary>Sequence of the last record.</summary>
    public required long Last { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The stream as it was then.</summary>
    public required KnownStream Stream { get; init; }
}
