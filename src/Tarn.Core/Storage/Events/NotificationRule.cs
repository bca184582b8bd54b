namespace Tarn.Storage.Events;

/// <summary>One thing that starts when something happens to certain objects of a bucket.</summary>
public sealed record NotificationRule
{
    public required string Id { get; init; }

    /// <summary>As the client gave it: an ARN that names a job or a crawler.</summary>
    public required string Target { get; init; }

    /// <summary>As <c>s3:ObjectCreated:*</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>What keys begin with; null is anything.</summary>
    public string? Prefix { get; init; }

    /// <summary>What keys end with; null is anything.</summary>
    public string? Suffix { get; init; }

    /// <summary>The job or crawler.</summary>
    public required string TargetName { get; init; }

    /// <summary>Whether it is meant by the rule.</summary>
    public bool IsFor(ObjectEvent told) =>
        told.Key is { } key
        && key.StartsWith(Prefix ?? "", StringComparison.Ordinal)
        && key.EndsWith(Suffix ?? "", StringComparison.Ordinal)
        && Events.Any(pattern => ObjectEventNames.IsMatch(pattern, told.Name));
}
