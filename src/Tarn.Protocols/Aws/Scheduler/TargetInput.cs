namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>The input of a target: the request of the operation that it calls.</summary>
internal sealed record TargetInput
{
    /// <summary>StartJobRun's.</summary>
    public string? JobName { get; init; }

    /// <summary>StartJobRun's.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>StartCrawler's and StartWorkflowRun's.</summary>
    public string? Name { get; init; }

    /// <summary>StartWorkflowRun's.</summary>
    public IReadOnlyDictionary<string, string>? RunProperties { get; init; }
}
