using System.Text.Json.Serialization;
using Tarn.Common;
using Tarn.Common.Schedules;

namespace Tarn.Flows.Schedules;

/// <summary>
/// Starts something again and again, or once; also the document that is kept of one that a client made
/// (docs/formats/flows.md). What EventBridge Scheduler calls a schedule.
/// </summary>
public sealed record ScheduleDefinition
{
    public const string DefaultGroup = "default";

    public required string Name { get; init; }

    public string Group { get; init; } = DefaultGroup;

    public string? Description { get; init; }

    /// <summary>As <see cref="Common.Schedules.Schedule"/> reads it.</summary>
    public required string Expression { get; init; }

    /// <summary>Whose clocks count, by its name in the IANA data.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>No moment is before; also the first moment of a rate. Null for no such limit.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No moment is after; null for no such limit.</summary>
    public DateTimeOffset? EndAt { get; init; }

    public bool IsOn { get; init; } = true;

    public MissedRuns Missed { get; init; } = MissedRuns.Default;

    public required ScheduleTarget Target { get; init; }

    /// <summary>Whether it goes away once its last moment has passed.</summary>
    public bool IsDeletedAtEnd { get; init; }

    /// <summary>What the client said, in its own words; the scheduler does not look at it.</summary>
    public string? Details { get; init; }

    /// <summary>The file that defines it, such as <c>workflows/nightly.yaml</c>; null when a client made it.</summary>
    [JsonIgnore]
    public string? File { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its moments, whether it is on or off.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: its expression, time zone or limits mean nothing.</exception>
    public ScheduleTiming ReadTiming()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out TimeZoneInfo? timeZone))
        {
            throw Wrong($"has the time zone '{TimeZone}', which is none; expected one such as Europe/Berlin");
        }

        Schedule schedule = Schedule.TryParse(Expression, timeZone, StartAt ?? CreatedAt, out string? problem)
            ?? throw Wrong($"has the expression '{Expression}', which is none: {problem}");
        return EndAt < StartAt
            ? throw Wrong($"ends at {EndAt:O}, before it starts at {StartAt:O}")
            : new ScheduleTiming(schedule, StartAt, EndAt, Missed);
    }

    internal TarnException Wrong(string problem) =>
        new(ErrorCodes.BadArgument, $"schedule '{Group}/{Name}' {problem}");
}
