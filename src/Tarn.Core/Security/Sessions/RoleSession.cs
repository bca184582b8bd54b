namespace Tarn.Security.Sessions;

/// <summary>Somebody who has taken a role on for a while.</summary>
public sealed record RoleSession
{
    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>The role's id: one that is made anew under the name is another.</summary>
    public required string RoleId { get; init; }

    /// <summary>What whoever took it on calls the session.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// Policies, JSON, that allow no more than some of what the role may do; empty when it may do all of that.
    /// </summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>ARNs of policies of the account that do the same.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Whether it may do less than the role.</summary>
    public bool IsLimited => Policies.Count + PolicyArns.Count > 0;

    /// <summary>As <c>arn:aws:sts::000000000000:assumed-role/etl/nightly</c>.</summary>
    public string Arn => $"arn:aws:sts::{Account.Id}:assumed-role/{Role}/{Name}";

    /// <summary>As <c>AROA…:nightly</c>.</summary>
    public string Id => $"{RoleId}:{Name}";
}
