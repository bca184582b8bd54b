using System.Globalization;
using Tarn.Common;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications.Subjects;

/// <summary>
/// What people are told when work ends: that it fails, once until it works again, and that it works again, always.
/// </summary>
/// <param name="repeatAfter">How long after a failure was told one that goes on is told again; null is never.</param>
internal sealed class OutcomeJudge(TimeSpan? repeatAfter)
{
    private const int ErrorLengthMax = 4000;

    /// <param name="before">What people know.</param>
    /// <param name="outcome">What happened.</param>
    /// <returns>What people know then, and what they are told; null when nothing.</returns>
    public (SubjectState After, Notification? Told) Judge(SubjectState before, WorkOutcome outcome)
    {
        bool isKnown = before.RunId == outcome.Id || outcome.EndedAt < before.EndedAt;
        if (isKnown || outcome.Result == WorkResult.Stopped)
        {
            return (before, null);
        }

        SubjectState seen = before with { RunId = outcome.Id, EndedAt = outcome.EndedAt };
        return outcome.Result == WorkResult.Succeeded ? Succeeded(before, seen, outcome) : Failed(seen, outcome);
    }

    private static (SubjectState, Notification?) Succeeded(
        SubjectState before, SubjectState seen, WorkOutcome outcome)
    {
        SubjectState after = seen with
        {
            FailingSince = null,
            Failures = 0,
            ToldAt = null,
            LateSince = null,
            OnTimeAt = outcome.EndedAt,
        };
        if (!before.IsTroubled)
        {
            return (after, null);
        }

        string trouble = before.FailingSince is { } since
            ? $"It failed {Times(before.Failures)} since {Moment(since)}."
            : $"It was late since {Moment(before.LateSince!.Value)}.";
        return (after, Told(outcome, NotificationEvent.Recovered, "works again", trouble));
    }

    private (SubjectState, Notification?) Failed(SubjectState seen, WorkOutcome outcome)
    {
        SubjectState after = seen with
        {
            FailingSince = seen.FailingSince ?? outcome.EndedAt,
            Failures = seen.Failures + 1,
        };
        bool isFirst = seen.FailingSince is null;
        if (!isFirst && (repeatAfter is null || outcome.EndedAt - seen.ToldAt < repeatAfter))
        {
            return (after, null);
        }

        string title = isFirst
            ? "failed"
            : $"still fails: {Times(after.Failures)} since {Moment(after.FailingSince.Value)}";
        string error = outcome.Error ?? "no reason was given";
        string text = error.Length > ErrorLengthMax ? error[..ErrorLengthMax] + "…" : error;
        return (after with { ToldAt = outcome.EndedAt }, Told(outcome, NotificationEvent.Failed, title, text));
    }

    private static Notification Told(WorkOutcome outcome, NotificationEvent what, string title, string text) => new()
    {
        Id = NotificationIds.Of(outcome.EndedAt, $"{outcome.Kind}", outcome.Name, outcome.Id, $"{what}"),
        At = outcome.EndedAt,
        Event = what,
        Kind = outcome.Kind,
        Name = outcome.Name,
        RunId = outcome.Id,
        Title = $"{outcome.Kind.ToString().ToLowerInvariant()} {outcome.Name} {title}",
        Text = $"{text}\n\nrun {outcome.Id}, from {Moment(outcome.StartedAt)}, took {UnitText.Of(Seconds(outcome))}",
    };

    private static TimeSpan Seconds(WorkOutcome outcome) =>
        TimeSpan.FromSeconds(Math.Round((outcome.EndedAt - outcome.StartedAt).TotalSeconds));

    private static string Times(int count) =>
        count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
