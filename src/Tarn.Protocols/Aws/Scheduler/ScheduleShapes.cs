using System.Text.Json;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>CreateSchedule's and UpdateSchedule's request; an update says all of a schedule anew.</summary>
internal sealed record ScheduleRequest
{
    public required string Name { get; init; }

    public string? GroupName { get; init; }

    public required string ScheduleExpression { get; init; }

    public string? ScheduleExpressionTimezone { get; init; }

    public required FlexibleTimeWindow FlexibleTimeWindow { get; init; }

    public required ScheduleTargetShape Target { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public string? State { get; init; }

    public string? Description { get; init; }

    public string? ActionAfterCompletion { get; init; }

    public string? KmsKeyArn { get; init; }

    public string? ClientToken { get; init; }
}

/// <summary>When after its moment a run may begin. A run begins at the moment, which is within any window.</summary>
internal sealed record FlexibleTimeWindow
{
    public required string Mode { get; init; }

    public int? MaximumWindowInMinutes { get; init; }
}

internal sealed record ScheduleTargetShape
{
    public required string Arn { get; init; }

    public required string RoleArn { get; init; }

    public string? Input { get; init; }

    public RetryPolicy? RetryPolicy { get; init; }

    public JsonElement? DeadLetterConfig { get; init; }

    public JsonElement? EcsParameters { get; init; }

    public JsonElement? EventBridgeParameters { get; init; }

    public JsonElement? KinesisParameters { get; init; }

    public JsonElement? SageMakerPipelineParameters { get; init; }

    public JsonElement? SqsParameters { get; init; }
}

internal sealed record RetryPolicy
{
    public const int AgeSecondsMax = 86_400;
    public const int AttemptsMax = 185;

    public int? MaximumEventAgeInSeconds { get; init; }

    public int? MaximumRetryAttempts { get; init; }
}

internal sealed record ScheduleArnResponse(string ScheduleArn);

internal sealed record NamedScheduleRequest
{
    public required string Name { get; init; }

    public string? GroupName { get; init; }

    public string? ClientToken { get; init; }
}

internal sealed record GetScheduleResponse
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string GroupName { get; init; }

    public required string ScheduleExpression { get; init; }

    public required string ScheduleExpressionTimezone { get; init; }

    public required FlexibleTimeWindow FlexibleTimeWindow { get; init; }

    public required ScheduleTargetShape Target { get; init; }

    public required string State { get; init; }

    public required string ActionAfterCompletion { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public DateTimeOffset? CreationDate { get; init; }

    public DateTimeOffset? LastModificationDate { get; init; }
}

internal sealed record ListSchedulesRequest
{
    public string? GroupName { get; init; }

    public string? NamePrefix { get; init; }

    public string? State { get; init; }

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ListSchedulesResponse(IReadOnlyList<ScheduleSummary> Schedules, string? NextToken);

internal sealed record ScheduleSummary
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string GroupName { get; init; }

    public required string State { get; init; }

    public required TargetSummary Target { get; init; }

    public DateTimeOffset? CreationDate { get; init; }

    public DateTimeOffset? LastModificationDate { get; init; }
}

internal sealed record TargetSummary(string Arn);

/// <summary>What a client said of a schedule that runs do not look at; kept to be given back.</summary>
internal sealed record ScheduleDetails
{
    public required FlexibleTimeWindow Window { get; init; }

    public required ScheduleTargetShape Target { get; init; }

    public string? ClientToken { get; init; }
}
