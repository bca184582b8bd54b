namespace Tarn.Protocols.Aws.Glue.Workflows;

/// <summary>A run of a workflow as clients get it.</summary>
internal sealed record WorkflowRunAnswer
{
    public required string Name { get; init; }

    public required string WorkflowRunId { get; init; }

    public string? PreviousRunId { get; init; }

    public required IReadOnlyDictionary<string, string> WorkflowRunProperties { get; init; }

    public required DateTimeOffset StartedOn { get; init; }

    public DateTimeOffset? CompletedOn { get; init; }

    /// <summary>RUNNING, COMPLETED, STOPPING, STOPPED or ERROR.</summary>
    public required string Status { get; init; }

    public string? ErrorMessage { get; init; }

    public required WorkflowRunStatistics Statistics { get; init; }

    public WorkflowGraph? Graph { get; init; }
}

/// <summary>How many steps of a run are how far.</summary>
internal sealed record WorkflowRunStatistics
{
    public required int TotalActions { get; init; }

    public required int TimeoutActions { get; init; }

    public required int FailedActions { get; init; }

    public required int StoppedActions { get; init; }

    public required int SucceededActions { get; init; }

    public required int RunningActions { get; init; }

    public required int ErroredActions { get; init; }

    public required int WaitingActions { get; init; }
}
