using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;

namespace Tarn.Flows;

/// <summary>How a job or a crawler must have ended: one of them is named, with its state.</summary>
public sealed record TriggerCondition
{
    public string? Job { get; init; }

    public JobRunState? JobState { get; init; }

    public string? Crawler { get; init; }

    public CrawlState? CrawlState { get; init; }
}
