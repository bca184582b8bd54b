namespace Tarn.Flows.Schedules;

/// <summary>What a schedule starts.</summary>
public sealed record ScheduleTarget
{
    public required ScheduleTargetKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the job's run, or the workflow's parameters; a crawler has none.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
