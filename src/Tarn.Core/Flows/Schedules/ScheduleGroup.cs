namespace Tarn.Flows.Schedules;

/// <summary>Schedules that belong together; also the document that is kept of it (docs/formats/flows.md).</summary>
public sealed record ScheduleGroup
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
