namespace Tarn.Security.Identities;

/// <summary>
/// What services of AWS run under. Crawlers and jobs of a lake name one; they run with the lake's rights.
/// </summary>
public sealed record Role : Identity
{
    /// <summary>JSON: who may assume it.</summary>
    public required string TrustPolicy { get; init; }

    public string? Description { get; init; }

    public int SessionSecondsMax { get; init; } = 3600;

    public string Arn => Account.Arn($"role{Path}{Name}");
}
