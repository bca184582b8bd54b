using Tarn.Queries.Executions;

namespace Tarn.Protocols.Aws.Athena.Executions;

/// <summary>Where an execution is, and why.</summary>
internal sealed record QueryExecutionStatus
{
    public required string State { get; init; }

    public string? StateChangeReason { get; init; }

    public required DateTimeOffset SubmissionDateTime { get; init; }

    public DateTimeOffset? CompletionDateTime { get; init; }

    public AthenaErrorDetail? AthenaError { get; init; }

    public static QueryExecutionStatus Of(ExecutionRecord record) => new()
    {
        State = NameOf(record.State),
        StateChangeReason = record.Failure?.Reason,
        SubmissionDateTime = record.SubmittedAt,
        CompletionDateTime = record.FinishedAt,
        AthenaError = record is { State: ExecutionState.Failed, Failure: { } failure }
            ? new AthenaErrorDetail((int)failure.Category, failure.Type, Retryable: false, failure.Reason)
            : null,
    };

    public static string NameOf(ExecutionState state) => state switch
    {
        ExecutionState.Queued => "QUEUED",
        ExecutionState.Running => "RUNNING",
        ExecutionState.Succeeded => "SUCCEEDED",
        ExecutionState.Failed => "FAILED",
        _ => "CANCELLED",
    };
}

internal sealed record AthenaErrorDetail(int ErrorCategory, int ErrorType, bool Retryable, string ErrorMessage);
