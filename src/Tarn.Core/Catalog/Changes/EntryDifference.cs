namespace Tarn.Catalog.Changes;

/// <summary>One difference between two versions of a table.</summary>
/// <param name="Subject">What differs: <c>column city</c>, <c>property classification</c>, <c>location</c>.</param>
/// <param name="Before">Null when it was added.</param>
/// <param name="After">Null when it was removed.</param>
public sealed record EntryDifference(string Subject, string? Before, string? After)
{
    /// <summary>One line: <c>+ column city string</c>, <c>~ column id: int -&gt; bigint</c>.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"+ {Subject} {After}",
        (_, null) => $"- {Subject} {Before}",
        _ => $"~ {Subject}: {Before} -> {After}",
    };
}
