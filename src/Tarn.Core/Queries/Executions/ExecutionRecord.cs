using Tarn.Queries.Executions.Results;

namespace Tarn.Queries.Executions;

/// <summary>What is known of one execution; docs/formats/executions.md describes the document.</summary>
public sealed record ExecutionRecord
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>As it was asked for.</summary>
    public required string Sql { get; init; }

    public string? Database { get; init; }

    public required string WorkGroup { get; init; }

    public IReadOnlyList<string> Parameters { get; init => field = value ?? []; } = [];

    /// <summary>As the request said; null when it left it to the workgroup.</summary>
    public string? RequestedLocation { get; init; }

    /// <summary>Where the result is, or would be: an object of a bucket.</summary>
    public required ResultPlace Place { get; init; }

    public TimeSpan? ReuseAgeMax { get; init; }

    /// <summary>Bytes it may read; null is any number.</summary>
    public long? ScannedBytesMax { get; init; }

    public required StatementClass Class { get; init; }

    public required ExecutionState State { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it left the queue; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed or was cancelled; null else.</summary>
    public ExecutionFailure? Failure { get; init; }

    /// <summary>What came out; null unless it succeeded.</summary>
    public ExecutionOutcome? Outcome { get; init; }

    internal bool IsFinished => State > ExecutionState.Running;
}
