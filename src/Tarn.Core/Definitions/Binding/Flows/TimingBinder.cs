using System.Globalization;
using Tarn.Common.Schedules;
using Tarn.Definitions.Yaml;
using Tarn.Flows.Schedules;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// When something starts by itself: <c>schedule</c>, <c>time_zone</c>, <c>missed</c>, <c>starts</c> and <c>ends</c>.
/// </summary>
internal sealed class TimingBinder(BindingContext context, MapReader reader)
{
    private static readonly (string, MissedKind)[] Kinds =
        [("skip", MissedKind.Skip), ("once", MissedKind.Once), ("all", MissedKind.All)];

    /// <summary>A definition without name, group and target; null when there is no schedule.</summary>
    public ScheduleDefinition? Bind(ScheduleTarget target)
    {
        YamlNode.Scalar? schedule = reader.Text("schedule");
        YamlNode.Scalar? zoneName = reader.Text("time_zone");
        MissedRuns missed = Missed();
        DateTimeOffset? start = Moment("starts");
        DateTimeOffset? end = Moment("ends");
        if (schedule is null)
        {
            foreach (string key in (string[])["time_zone", "missed", "starts", "ends"])
            {
                if (reader.Find(key) is { } value)
                {
                    context.BadValue(
                        value.Location, $"'{key}' is that of a schedule, and there is none", "add 'schedule'");
                }
            }

            return null;
        }

        TimeZoneInfo timeZone = Zone(zoneName) ?? TimeZoneInfo.Utc;
        string expression = schedule.Value.Trim();
        if (Schedule.TryParse(expression, timeZone, start ?? default, out string? problem) is null)
        {
            context.BadValue(schedule.Location, $"'{Shown.Text(schedule.Value)}' is not a schedule", problem);
        }

        if (end < start)
        {
            context.BadValue(reader.Place("ends"), "it ends before it starts", "expected a later moment");
        }

        return new ScheduleDefinition
        {
            Name = target.Name,
            Expression = expression,
            TimeZone = timeZone.Id,
            StartAt = start,
            EndAt = end,
            Missed = missed,
            Target = target,
        };
    }

    private TimeZoneInfo? Zone(YamlNode.Scalar? name)
    {
        if (name is null || TimeZoneInfo.TryFindSystemTimeZoneById(name.Value, out TimeZoneInfo? timeZone))
        {
            return name is null ? null : TimeZoneInfo.FindSystemTimeZoneById(name.Value);
        }

        context.BadValue(
            name.Location, $"there is no time zone '{Shown.Text(name.Value)}'", "expected one such as Europe/Berlin");
        return null;
    }

    /// <summary>A word, or a map of how many and from how long ago.</summary>
    private MissedRuns Missed()
    {
        if (reader.Find("missed") is not YamlNode.Map map)
        {
            return new MissedRuns { Kind = reader.Word("missed", Kinds) ?? MissedKind.Once };
        }

        MapReader missed = new(map, context, "'missed'", reader.Place("missed"));
        MissedRuns runs = new()
        {
            Kind = missed.Word("runs", Kinds) ?? MissedKind.All,
            CountMax = (int?)missed.Whole("max", 1, MissedRuns.CountAllowedMax) ?? MissedRuns.Default.CountMax,
            AgeMax = missed.FindDuration("within", context),
        };
        missed.RefuseUnknownKeys();
        return runs;
    }

    private DateTimeOffset? Moment(string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(
            text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            return moment;
        }

        context.BadValue(
            text.Location, $"'{Shown.Text(text.Value)}' is no moment", "expected one such as 2024-02-01T12:00:00Z");
        return null;
    }
}
