namespace Tarn.Security.Identities;

/// <summary>A policy that many users and roles may have.</summary>
public sealed record ManagedPolicy
{
    public required string Name { get; init; }

    /// <summary>Never used again for another.</summary>
    public required string Id { get; init; }

    /// <summary>As <c>/</c>.</summary>
    public required string Path { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Oldest first; numbers of those deleted are not used again.</summary>
    public required IReadOnlyList<PolicyVersion> Versions { get; init; }

    /// <summary>The number of the version that counts.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>The number of the last version there ever was.</summary>
    public required int LastVersion { get; init; }

    /// <summary>Whose it is: the lake's number, or <c>aws</c>.</summary>
    public string Owner { get; init; } = Account.Id;

    public string Arn => $"arn:aws:iam::{Owner}:policy{Path}{Name}";

    public string Document => Versions.First(version => version.Number == DefaultVersion).Document;
}
