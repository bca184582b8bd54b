using System.Text.Json;
using Tarn.Flows.Schedules;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>From requests to schedules of the lake, and back.</summary>
internal static class ScheduleMapping
{
    public const string Enabled = "ENABLED";
    public const string Disabled = "DISABLED";

    private const string Off = "OFF";
    private const string Flexible = "FLEXIBLE";
    private const string Delete = "DELETE";
    private const string None = "NONE";
    private const int WindowMinutesMax = 1440;

    /// <exception cref="Wire.AwsException"><c>ValidationException</c>: something of it cannot be.</exception>
    public static ScheduleDefinition Read(ScheduleRequest request)
    {
        RequireWindow(request.FlexibleTimeWindow);
        if (request.KmsKeyArn is { Length: > 0 })
        {
            throw SchedulerErrors.Invalid("Tarn does not implement KmsKeyArn: schedules hold no secrets");
        }

        RetryPolicy retries = new()
        {
            MaximumEventAgeInSeconds = Within(
                "maximumEventAgeInSeconds",
                request.Target.RetryPolicy?.MaximumEventAgeInSeconds ?? RetryPolicy.AgeSecondsMax,
                60,
                RetryPolicy.AgeSecondsMax),
            MaximumRetryAttempts = Within(
                "maximumRetryAttempts",
                request.Target.RetryPolicy?.MaximumRetryAttempts ?? RetryPolicy.AttemptsMax,
                0,
                RetryPolicy.AttemptsMax),
        };
        ScheduleDetails details = new()
        {
            Window = request.FlexibleTimeWindow,
            Target = request.Target with { RetryPolicy = retries },
            ClientToken = request.ClientToken,
        };
        return new ScheduleDefinition
        {
            Name = SchedulerNames.Require("name", request.Name),
            Group = SchedulerNames.Require("groupName", request.GroupName ?? ScheduleDefinition.DefaultGroup),
            Description = request.Description,
            Expression = request.ScheduleExpression,
            TimeZone = request.ScheduleExpressionTimezone ?? "UTC",
            StartAt = request.StartDate,
            EndAt = request.EndDate,
            IsOn = Word("state", request.State ?? Enabled, Enabled, Disabled) == Enabled,
            Missed = MissedRuns.Default with
            {
                AgeMax = TimeSpan.FromSeconds(retries.MaximumEventAgeInSeconds.Value),
            },
            Target = TargetMapping.Read(request.Target),
            IsDeletedAtEnd = Word(
                "actionAfterCompletion", request.ActionAfterCompletion ?? None, None, Delete) == Delete,
            Details = JsonSerializer.Serialize(details, SchedulerJson.Default.ScheduleDetails),
        };
    }

    public static GetScheduleResponse Write(ScheduleDefinition schedule, string region)
    {
        ScheduleDetails details = DetailsOf(schedule);
        return new GetScheduleResponse
        {
            Arn = SchedulerNames.ArnOf(schedule, region),
            Name = schedule.Name,
            GroupName = schedule.Group,
            ScheduleExpression = schedule.Expression,
            ScheduleExpressionTimezone = schedule.TimeZone,
            FlexibleTimeWindow = details.Window,
            Target = details.Target,
            State = schedule.IsOn ? Enabled : Disabled,
            ActionAfterCompletion = schedule.IsDeletedAtEnd ? Delete : None,
            Description = schedule.Description,
            StartDate = schedule.StartAt,
            EndDate = schedule.EndAt,
            CreationDate = MomentOf(schedule, schedule.CreatedAt),
            LastModificationDate = MomentOf(schedule, schedule.UpdatedAt),
        };
    }

    public static ScheduleSummary Summarize(ScheduleDefinition schedule, string region) => new()
    {
        Arn = SchedulerNames.ArnOf(schedule, region),
        Name = schedule.Name,
        GroupName = schedule.Group,
        State = schedule.IsOn ? Enabled : Disabled,
        Target = new TargetSummary(DetailsOf(schedule).Target.Arn),
        CreationDate = MomentOf(schedule, schedule.CreatedAt),
        LastModificationDate = MomentOf(schedule, schedule.UpdatedAt),
    };

    /// <summary>Null of one that a file defines.</summary>
    private static DateTimeOffset? MomentOf(ScheduleDefinition schedule, DateTimeOffset moment) =>
        schedule.File is null ? moment : null;

    /// <summary>In the client's words; one that a file defines has none, and gets them.</summary>
    public static ScheduleDetails DetailsOf(ScheduleDefinition schedule) => schedule.Details is { } details
        ? JsonSerializer.Deserialize(details, SchedulerJson.Default.ScheduleDetails)!
        : new ScheduleDetails
        {
            Window = new FlexibleTimeWindow { Mode = Off },
            Target = TargetMapping.Write(schedule.Target) with
            {
                RetryPolicy = new RetryPolicy
                {
                    MaximumEventAgeInSeconds = RetryPolicy.AgeSecondsMax,
                    MaximumRetryAttempts = RetryPolicy.AttemptsMax,
                },
            },
        };

    private static void RequireWindow(FlexibleTimeWindow window)
    {
        bool isFlexible = Word("flexibleTimeWindow.mode", window.Mode, Off, Flexible) == Flexible;
        if (isFlexible != window.MaximumWindowInMinutes is not null)
        {
            throw SchedulerErrors.Invalid(isFlexible
                ? "MaximumWindowInMinutes is required when Mode of FlexibleTimeWindow is FLEXIBLE"
                : "MaximumWindowInMinutes cannot be set when Mode of FlexibleTimeWindow is OFF");
        }

        Within("flexibleTimeWindow.maximumWindowInMinutes", window.MaximumWindowInMinutes ?? 1, 1, WindowMinutesMax);
    }

    private static string Word(string member, string value, params string[] words) => words.Contains(value)
        ? value
        : throw SchedulerErrors.Invalid(
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must"
            + $" satisfy enum value set: [{string.Join(", ", words)}]");

    private static int Within(string member, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw SchedulerErrors.Invalid(
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must be"
            + $" from {least} to {most}");
}
