using Tarn.Common.Schedules;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>When a crawler starts by itself: <c>schedule</c>, <c>time_zone</c> and <c>on_arrival</c>.</summary>
internal sealed class CrawlTriggerBinder(BindingContext context, MapReader reader)
{
    private static readonly (string, bool)[] Flags = [("true", true), ("false", false)];

    public bool OnArrival() => reader.Word("on_arrival", Flags) ?? false;

    public CronSchedule? Schedule()
    {
        YamlNode.Scalar? text = reader.Text("schedule");
        TimeZoneInfo? timeZone = TimeZone(isUsed: text is not null);
        if (text is null)
        {
            return null;
        }

        CronSchedule? schedule = CronSchedule.TryParse(
            text.Value.Trim(), timeZone ?? TimeZoneInfo.Utc, out string? problem);
        if (schedule is null)
        {
            context.BadValue(text.Location, $"'{Shown.Text(text.Value)}' is not a schedule", problem);
        }

        return schedule;
    }

    private TimeZoneInfo? TimeZone(bool isUsed)
    {
        if (reader.Text("time_zone") is not { } name)
        {
            return null;
        }

        if (!isUsed)
        {
            context.BadValue(name.Location, "'time_zone' is that of a schedule, and there is none", "add 'schedule'");
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name.Value, out TimeZoneInfo? timeZone))
        {
            return timeZone;
        }

        context.BadValue(
            name.Location, $"there is no time zone '{Shown.Text(name.Value)}'", "expected one such as Europe/Berlin");
        return null;
    }
}
