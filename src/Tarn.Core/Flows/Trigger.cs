namespace Tarn.Flows;

/// <summary>Starts jobs and crawlers; also the document that is kept of it (docs/formats/glue.md).</summary>
public sealed record Trigger
{
    public required string Name { get; init; }

    public required TriggerKind Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>That it is part of; null for none.</summary>
    public string? Workflow { get; init; }

    /// <summary>
    /// As <c>cron(0 2 * * ? *)</c>, on the clocks of UTC; only when <see cref="TriggerKind.Scheduled"/>.
    /// </summary>
    public string? Schedule { get; init; }

    /// <summary>Only when <see cref="TriggerKind.Conditional"/>.</summary>
    public IReadOnlyList<TriggerCondition> Conditions { get; init; } = [];

    /// <summary>True when one condition is enough, false when all must be met.</summary>
    public bool IsAnyEnough { get; init; }

    /// <summary>Only when <see cref="TriggerKind.Event"/>.</summary>
    public EventBatch? Batch { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<TriggerAction> Actions { get; init; }

    /// <summary>Whether schedule or conditions count; null of one that was never switched on or off.</summary>
    public bool? IsOn { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
