namespace Tarn.Security.Identities;

/// <summary>A user or a role: something that policies hang on.</summary>
public abstract record Identity
{
    /// <summary>Unique among those of its kind, in either case.</summary>
    public required string Name { get; init; }

    /// <summary>Never used again for another.</summary>
    public required string Id { get; init; }

    /// <summary>As <c>/</c> or <c>/service-role/</c>.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Policies that are only its own: JSON, by name.</summary>
    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    /// <summary>ARNs of policies that others may have too.</summary>
    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];
}
