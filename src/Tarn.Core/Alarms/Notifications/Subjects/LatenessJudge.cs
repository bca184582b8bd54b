using Tarn.Common;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>When work is late, and what people are told of it: once, until it has succeeded again.</summary>
internal static class LatenessJudge
{
    /// <param name="rule">What is expected.</param>
    /// <param name="before">What people know.</param>
    /// <param name="running">The run under way; null when there is none.</param>
    /// <param name="now">Now.</param>
    /// <returns>What people know then, and what they are told; null when nothing.</returns>
    public static (SubjectState After, Notification? Told) Judge(
        LatenessRule rule, SubjectState before, RunningWork? running, DateTimeOffset now)
    {
        SubjectState seen = before.OnTimeAt is null ? before with { OnTimeAt = now } : before;
        if (rule.Every is { } every && seen.LateSince is null && now - seen.OnTimeAt > every)
        {
            DateTimeOffset due = seen.OnTimeAt!.Value + every;
            return (
                seen with { LateSince = due },
                Told(rule, due, runId: null, $"has not succeeded for {UnitText.Of(every)}", $"{due:O}"));
        }

        if (rule.Takes is { } takes && running is not null && running.RunId != seen.SlowRunId
            && now - running.StartedAt > takes)
        {
            return (
                seen with { SlowRunId = running.RunId },
                Told(
                    rule,
                    running.StartedAt + takes,
                    running.RunId,
                    $"takes longer than {UnitText.Of(takes)}",
                    running.RunId));
        }

        return (seen, null);
    }

    /// <summary>Of a run that has not ended by the time that its own definition gives it.</summary>
    public static (SubjectState After, Notification? Told) Judge(
        SubjectState before, WorkLateness late, DateTimeOffset now) =>
        late.Id == before.SlowRunId ? (before, null) : (
            before with { SlowRunId = late.Id },
            Told(
                new LatenessRule(late.Kind, late.Name),
                now,
                late.Id,
                "has not ended in the time that it is given",
                late.Id));

    private static Notification Told(LatenessRule rule, DateTimeOffset at, string? runId, string what, string which) =>
        new()
        {
            Id = NotificationIds.Of(at, $"{rule.Kind}", rule.Name, which, $"{NotificationEvent.Late}"),
            At = at,
            Event = NotificationEvent.Late,
            Kind = rule.Kind,
            Name = rule.Name,
            RunId = runId,
            Title = $"{rule.Kind.ToString().ToLowerInvariant()} {rule.Name} {what}",
            Text = runId is null ? "No run of it succeeded in time." : $"run {runId} is under way still.",
        };
}
