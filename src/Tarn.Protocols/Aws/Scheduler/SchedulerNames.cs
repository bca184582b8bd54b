using System.Text.RegularExpressions;
using Tarn.Flows.Schedules;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>Names and ARNs of schedules and their groups.</summary>
internal static partial class SchedulerNames
{
    public static string ArnOf(ScheduleDefinition schedule, string region) =>
        ArnOf(schedule.Group, schedule.Name, region);

    public static string ArnOf(string group, string name, string region) =>
        AwsAccount.Arn("scheduler", region, $"schedule/{group}/{name}");

    public static string GroupArnOf(string group, string region) =>
        AwsAccount.Arn("scheduler", region, $"schedule-group/{group}");

    /// <summary>The group whose ARN it is; only groups have tags.</summary>
    /// <exception cref="AwsException"><c>ValidationException</c>: it is none.</exception>
    public static string GroupOf(string arn)
    {
        string[] parts = arn.Split(':', 6);
        return parts.Length == 6 && parts[2] == "scheduler"
            && parts[5].StartsWith("schedule-group/", StringComparison.Ordinal)
            ? parts[5]["schedule-group/".Length..]
            : throw SchedulerErrors.Invalid($"'{arn}' is not the ARN of a schedule group, which alone have tags");
    }

    /// <exception cref="AwsException"><c>ValidationException</c>: it is no name.</exception>
    public static string Require(string what, string name) => Valid().IsMatch(name)
        ? name
        : throw SchedulerErrors.Invalid(
            $"1 validation error detected: Value '{name}' at '{what}' failed to satisfy constraint: Member must satisfy"
            + " regular expression pattern: ^[0-9a-zA-Z-_.]+$, and have length from 1 to 64");

    [GeneratedRegex(@"^[0-9a-zA-Z_-][0-9a-zA-Z_.-]{0,63}\z")]
    private static partial Regex Valid();
}
