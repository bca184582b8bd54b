namespace Tarn.Security.Policies;

/// <summary>What a Principal or NotPrincipal lists ("AWS JSON policy elements: Principal").</summary>
internal sealed class PolicyPrincipals
{
    private const string Anyone = "*";

    private readonly HashSet<string> _names;
    private readonly bool _isNegated;

    /// <param name="names">ARNs and ids of principals, the account's number, or <c>*</c>.</param>
    /// <param name="isNegated">Whether it lists those that are not meant.</param>
    public PolicyPrincipals(IEnumerable<string> names, bool isNegated)
    {
        _isNegated = isNegated;
        _names = names
            .Select(name => name == Account.Id ? Principal.Root.Arn : name)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether it is more than a list of some.</summary>
    public bool IsAnyone => _isNegated || _names.Contains(Anyone);

    /// <summary>
    /// Whether the principal is meant. To name the account denies all of its users, but allows only its root: a user
    /// needs a policy of its own then.
    /// </summary>
    public bool Covers(Principal principal, PolicyEffect effect)
    {
        bool isNamed = _names.Contains(Anyone)
            || _names.Contains(principal.Arn)
            || _names.Contains(principal.Id)
            || (principal.RoleArn is { } role && _names.Contains(role));
        return _isNegated
            ? !isNamed
            : isNamed || (effect == PolicyEffect.Deny && _names.Contains(Principal.Root.Arn));
    }
}
