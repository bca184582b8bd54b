namespace Tarn.Queries.Executions.WorkGroups;

/// <summary>Who runs statements, and what they may.</summary>
public sealed record WorkGroup
{
    /// <summary>The one that is always there.</summary>
    public const string Primary = "primary";

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether statements of it are run.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether its settings hold whatever a request says.</summary>
    public bool IsEnforced { get; init; }

    /// <summary>Where results go, as <c>s3://bucket/prefix/</c>; null is the lake's own bucket for results.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Bytes that a statement may read; null is any number.</summary>
    public long? ScannedBytesMax { get; init; }

    /// <summary>Kept and shown; Tarn publishes no metrics by workgroup.</summary>
    public bool PublishesMetrics { get; init; }

    /// <summary>Kept and shown; nobody pays.</summary>
    public bool IsRequesterPaying { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    }
    = new Dictionary<string, string>();

    /// <summary>Where the result of a request goes.</summary>
    /// <param name="requested">What the request says.</param>
    public string LocationOf(string? requested) =>
        (IsEnforced ? OutputLocation ?? requested : requested ?? OutputLocation) ?? ResultBucket.Location;
}
