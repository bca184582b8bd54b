namespace Tarn.Security.Policies;

/// <summary>One statement of a policy, checked.</summary>
internal sealed record PolicyStatement
{
    public required PolicyEffect Effect { get; init; }

    /// <summary>Null when the policy is one of an identity.</summary>
    public PolicyPrincipals? Principals { get; init; }

    public required PatternList Actions { get; init; }

    /// <summary>Null when the policy is one of trust.</summary>
    public PatternList? Resources { get; init; }

    /// <summary>All must hold.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Whether it allows something to everybody.</summary>
    public bool IsPublic =>
        Effect == PolicyEffect.Allow
        && Principals is { IsAnyone: true }
        && !Conditions.Any(condition => ConditionKeys.NarrowsPrincipals(condition.Key));

    /// <summary>Whether it is about the request.</summary>
    public bool Applies(PolicyRequest request) =>
        Actions.Covers(request.Action, request, Effect)
        && (Resources is null || CoversResource(Resources, request))
        && (Principals is null || Principals.Covers(request.Principal, Effect))
        && Conditions.All(condition => Holds(condition, request));

    /// <summary>
    /// Where nobody can say which resource a request is about, it may be any: only what allows all of them allows it,
    /// and what denies one of them denies it.
    /// </summary>
    private bool CoversResource(PatternList resources, PolicyRequest request) => request.Resource is null
        ? Effect == PolicyEffect.Deny || resources.CoversEverything
        : resources.Covers(request.Resource, request, Effect);

    /// <summary>A key that Tarn knows nothing of neither opens a door nor leaves one open.</summary>
    private bool Holds(PolicyCondition condition, PolicyRequest request) => ConditionKeys.IsKnown(condition.Key)
        ? condition.Holds(request)
        : Effect == PolicyEffect.Deny;
}
