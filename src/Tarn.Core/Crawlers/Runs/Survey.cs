using Tarn.Crawlers.Grouping;

namespace Tarn.Crawlers.Runs;

/// <summary>What is below the targets of a crawler.</summary>
internal sealed record Survey
{
    /// <summary>Objects that are not excluded.</summary>
    public required int ObjectsListed { get; init; }

    public required int ObjectsRead { get; init; }

    /// <summary>What to remember: objects that did not vanish.</summary>
    public required IReadOnlyList<(string Bucket, CrawledObject Object)> Objects { get; init; }

    public required IReadOnlyList<TablePlan> Tables { get; init; }

    public required IReadOnlyList<JunkObject> Junk { get; init; }
}
