namespace Tarn.Sources.Generation.Clickstream;

/// <summary>What a <see cref="ClickstreamSource"/> has written so far, in records.</summary>
/// <param name="Records">All of them.</param>
/// <param name="Duplicates">Of an event that was written before.</param>
/// <param name="Malformed">That are no event.</param>
/// <param name="Late">Events of a minute to a day before they were written; their duplicates not counted.</param>
/// <param name="Purchases">Events of this type; their duplicates not counted.</param>
/// <param name="Sessions">That were begun.</param>
public readonly record struct ClickstreamTally(
    long Records, long Duplicates, long Malformed, long Late, long Purchases, long Sessions)
{
    /// <summary>Different events: what is left when duplicates and malformed records are taken out.</summary>
    public long Events => Records - Duplicates - Malformed;
}
