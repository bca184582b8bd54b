namespace Tarn.Common.Schedules;

/// <summary>
/// Moments on the clocks of a time zone: a cron expression, <c>rate(5 minutes)</c> or <c>at(2024-02-01T12:00:00)</c>.
/// Source: EventBridge Scheduler's "Schedule types".
/// </summary>
public abstract class Schedule
{
    private protected Schedule(string text, TimeZoneInfo timeZone)
    {
        Text = text;
        TimeZone = timeZone;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public TimeZoneInfo TimeZone { get; }

    /// <param name="text">Cron's five fields, <c>cron(…)</c> of six, <c>rate(…)</c> or <c>at(…)</c>.</param>
    /// <param name="timeZone">Whose clocks count; a rate has none.</param>
    /// <param name="start">From when on a rate counts: its first moment.</param>
    /// <param name="problem">What is wrong, when it is no schedule.</param>
    /// <returns>Null when it is none.</returns>
    public static Schedule? TryParse(
        string text, TimeZoneInfo timeZone, DateTimeOffset start, out string? problem) =>
        InBrackets(text, "rate") is { } rate ? RateSchedule.TryParse(text, rate, start, out problem)
        : InBrackets(text, "at") is { } at ? AtSchedule.TryParse(text, at, timeZone, out problem)
        : CronSchedule.TryParse(text, timeZone, out problem);

    /// <summary>The first moment later than this one; null when there is none until the year 2199.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    public override string ToString() => TimeZone == TimeZoneInfo.Utc ? Text : $"{Text} {TimeZone.Id}";

    private static string? InBrackets(string text, string word) =>
        text.StartsWith($"{word}(", StringComparison.Ordinal) && text.EndsWith(')')
            ? text[(word.Length + 1)..^1].Trim()
            : null;
}
