using Tarn.Flows.Schedules;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>What EventBridge Scheduler works on.</summary>
/// <param name="Schedules">Those of the lake.</param>
public sealed record SchedulerParts(ScheduleCatalog Schedules);
