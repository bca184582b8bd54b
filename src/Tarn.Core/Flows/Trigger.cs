using System.Text.Json.Serialization;
using Tarn.Flows.Events;
using Tarn.Flows.Schedules;

namespace Tarn.Flows;

/// <summary>Starts jobs, crawlers and workflows; also the document that is kept of it (docs/formats/glue.md).</summary>
public sealed record Trigger
{
    public required string Name { get; init; }

    public required TriggerKind Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>That it is part of; null for none.</summary>
    public string? Workflow { get; init; }

    /// <summary>
    /// As <c>cron(0 2 * * ? *)</c>; only when <see cref="TriggerKind.Scheduled"/>.
    /// </summary>
    public string? Schedule { get; init; }

    /// <summary>Whose clocks count for the schedule.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>No moment of the schedule is before; null for no such limit.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No moment of the schedule is after; null for no such limit.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>What becomes of moments of the schedule that are missed.</summary>
    public MissedRuns Missed { get; init; } = MissedRuns.Default;

    /// <summary>Only when <see cref="TriggerKind.Conditional"/>.</summary>
    public IReadOnlyList<TriggerCondition> Conditions { get; init; } = [];

    /// <summary>True when one condition is enough, false when all must be met.</summary>
    public bool IsAnyEnough { get; init; }

    /// <summary>Only when <see cref="TriggerKind.Event"/>.</summary>
    public EventBatch? Batch { get; init; }

    /// <summary>What it waits for; null of one that a client made, which is told of all that is sent to it.</summary>
    public EventFilter? Event { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<TriggerAction> Actions { get; init; }

    /// <summary>Whether schedule or conditions count; null of one that was never switched on or off.</summary>
    public bool? IsOn { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The file that defines it; null when a client made it.</summary>
    [JsonIgnore]
    public string? File { get; init; }

    /// <summary>Its moments.</summary>
    internal ScheduleTiming ReadTiming() => new ScheduleDefinition
    {
        Name = Name,
        Group = "triggers",
        Expression = Schedule!,
        TimeZone = TimeZone,
        StartAt = StartAt,
        EndAt = EndAt,
        Missed = Missed,
        Target = new ScheduleTarget { Kind = ScheduleTargetKind.Trigger, Name = Name },
        CreatedAt = CreatedAt,
    }.ReadTiming();
}
