using Tarn.Common;
using Tarn.Common.Schedules;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;

namespace Tarn.Flows;

/// <summary>What a trigger must be like, whatever else there is. Source: Glue's "Triggers API".</summary>
internal static class TriggerRules
{
    private const int CrawlersMax = 2;
    private const int BatchSizeMax = 100;
    private const int WindowSecondsMax = 900;

    /// <exception cref="TarnException"><c>TN1005</c>: it is not.</exception>
    public static void Check(Trigger trigger)
    {
        Require(trigger, trigger.Actions.Count > 0, "has no action");
        Require(
            trigger,
            trigger.Actions.All(action => action.Job is null != action.Crawler is null),
            "has an action that does not name either a job or a crawler");
        Require(
            trigger,
            trigger.Actions.Count(action => action.Crawler is not null) <= CrawlersMax,
            $"starts more than {CrawlersMax} crawlers");
        CheckSchedule(trigger);
        CheckConditions(trigger);
        CheckEvents(trigger);
    }

    private static void CheckSchedule(Trigger trigger)
    {
        Require(
            trigger,
            trigger.Schedule is not null == (trigger.Kind == TriggerKind.Scheduled),
            "is scheduled without a schedule, or has one and is not");
        if (trigger.Schedule is { } schedule)
        {
            bool isAws = schedule.StartsWith("cron(", StringComparison.Ordinal);
            string? problem = "expected cron(minutes hours day-of-month month day-of-week year)";
            Require(
                trigger,
                isAws && CronSchedule.TryParse(schedule, TimeZoneInfo.Utc, out problem) is not null,
                $"has the schedule '{schedule}', which is none: {problem}");
        }
    }

    private static void CheckConditions(Trigger trigger)
    {
        Require(
            trigger,
            trigger.Conditions.Count > 0 == (trigger.Kind == TriggerKind.Conditional),
            "is conditional without conditions, or has some and is not");
        Require(
            trigger,
            trigger.Conditions.All(condition => condition switch
            {
                { Job: not null, Crawler: null, CrawlState: null } => condition.JobState
                    is JobRunState.Succeeded or JobRunState.Stopped or JobRunState.Failed or JobRunState.TimedOut,
                { Crawler: not null, Job: null, JobState: null } => condition.CrawlState
                    is CrawlState.Completed or CrawlState.Failed or CrawlState.Stopped,
                _ => false,
            }),
            "has a condition that does not name either a job or a crawler, and how it ends");
    }

    private static void CheckEvents(Trigger trigger)
    {
        bool isEvent = trigger.Kind == TriggerKind.Event;
        Require(trigger, !isEvent || trigger.Workflow is not null, "waits for events, and is of no workflow");
        Require(
            trigger,
            trigger.Batch is null || (isEvent
                && trigger.Batch.Size is >= 1 and <= BatchSizeMax
                && trigger.Batch.WindowSeconds is null or >= 1 and <= WindowSecondsMax),
            $"batches events, which only one that waits for events does: 1 to {BatchSizeMax} of them in"
            + $" 1 to {WindowSecondsMax} seconds");
    }

    private static void Require(Trigger trigger, bool holds, string problem)
    {
        if (!holds)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"trigger '{trigger.Name}' {problem}");
        }
    }
}
