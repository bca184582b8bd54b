namespace Tarn.Protocols.Aws.Glue.Triggers;

/// <summary>A trigger as clients get it.</summary>
internal sealed record TriggerAnswer : TriggerInput
{
    public required string Name { get; init; }

    public string? WorkflowName { get; init; }

    /// <summary>SCHEDULED, CONDITIONAL, ON_DEMAND or EVENT.</summary>
    public required string Type { get; init; }

    /// <summary>CREATED, ACTIVATED or DEACTIVATED.</summary>
    public required string State { get; init; }
}
