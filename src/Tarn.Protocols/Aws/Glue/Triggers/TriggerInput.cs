using Tarn.Protocols.Aws.Glue.Jobs;

namespace Tarn.Protocols.Aws.Glue.Triggers;

/// <summary>What clients say of a trigger, when they make it and when they change it.</summary>
internal record TriggerInput
{
    public string? Description { get; init; }

    public string? Schedule { get; init; }

    public IReadOnlyList<ActionInput>? Actions { get; init; }

    public PredicateInput? Predicate { get; init; }

    public EventBatchingCondition? EventBatchingCondition { get; init; }
}

/// <summary>Something that a trigger starts.</summary>
internal sealed record ActionInput
{
    public string? JobName { get; init; }

    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>In minutes.</summary>
    public int? Timeout { get; init; }

    public string? SecurityConfiguration { get; init; }

    public NotificationProperty? NotificationProperty { get; init; }

    public string? CrawlerName { get; init; }
}

internal sealed record PredicateInput
{
    /// <summary>AND or ANY.</summary>
    public string? Logical { get; init; }

    public IReadOnlyList<ConditionInput>? Conditions { get; init; }
}

internal sealed record ConditionInput
{
    /// <summary>EQUALS.</summary>
    public string? LogicalOperator { get; init; }

    public string? JobName { get; init; }

    public string? State { get; init; }

    public string? CrawlerName { get; init; }

    public string? CrawlState { get; init; }
}

internal sealed record EventBatchingCondition
{
    public int BatchSize { get; init; }

    /// <summary>In seconds.</summary>
    public int? BatchWindow { get; init; }
}
