namespace Tarn.Protocols.Aws.Glue.Jobs;

/// <summary>A run of a job as clients get it.</summary>
internal sealed record JobRun
{
    public required string Id { get; init; }

    public int Attempt { get; init; }

    public string? PreviousRunId { get; init; }

    public string? TriggerName { get; init; }

    public required string JobName { get; init; }

    public required DateTimeOffset StartedOn { get; init; }

    public required DateTimeOffset LastModifiedOn { get; init; }

    public DateTimeOffset? CompletedOn { get; init; }

    public required string JobRunState { get; init; }

    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    public string? ErrorMessage { get; init; }

    public IReadOnlyList<string> PredecessorRuns { get; init; } = [];

    /// <summary>In seconds.</summary>
    public int ExecutionTime { get; init; }

    /// <summary>In minutes.</summary>
    public int? Timeout { get; init; }

    public string LogGroupName { get; init; } = "/aws-glue/jobs";
}
