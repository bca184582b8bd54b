using Tarn.Common;
using Tarn.State;

namespace Tarn.Flows.Scheduling;

/// <summary>What a <see cref="FlowScheduler"/> is made of.</summary>
public sealed record SchedulerParts
{
    public required IScheduledItems Items { get; init; }

    public required IScheduleStarter Starter { get; init; }

    public required DocumentStore Documents { get; init; }

    /// <summary>Of the log of what was started.</summary>
    public required string LedgerPath { get; init; }

    /// <summary>Told of what cannot be started or kept.</summary>
    public required Action<TarnException> Failed { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required IIdSource IdSource { get; init; }
}
