namespace Tarn.Crawlers;

/// <summary>A table in the report of a crawl.</summary>
/// <param name="Name">As <c>database.table</c>.</param>
/// <param name="Outcome">What was done.</param>
public sealed record CrawledTable(string Name, TableOutcome Outcome)
{
    /// <summary>The differences for people to read, one a line: <c>+ column delta int</c>.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public int PartitionsAdded { get; init; }

    public int PartitionsRemoved { get; init; }
}
