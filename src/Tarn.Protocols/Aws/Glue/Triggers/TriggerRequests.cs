namespace Tarn.Protocols.Aws.Glue.Triggers;

internal sealed record CreateTriggerRequest : TriggerInput
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? WorkflowName { get; init; }

    public bool? StartOnCreation { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>Of operations that take the name of a trigger and nothing else, and their answer.</summary>
internal sealed record TriggerNamed
{
    public required string Name { get; init; }
}

internal sealed record TriggerResponse(TriggerAnswer Trigger);

internal sealed record UpdateTriggerRequest
{
    public required string Name { get; init; }

    public required TriggerInput TriggerUpdate { get; init; }
}

internal record TriggerPageRequest
{
    public string? NextToken { get; init; }

    /// <summary>That a trigger starts.</summary>
    public string? DependentJobName { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListTriggersRequest : TriggerPageRequest
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record GetTriggersResponse(IReadOnlyList<TriggerAnswer> Triggers, string? NextToken);

internal sealed record ListTriggersResponse(IReadOnlyList<string> TriggerNames, string? NextToken);

internal sealed record BatchGetTriggersRequest
{
    public required IReadOnlyList<string> TriggerNames { get; init; }
}

internal sealed record BatchGetTriggersResponse(
    IReadOnlyList<TriggerAnswer> Triggers, IReadOnlyList<string> TriggersNotFound);
