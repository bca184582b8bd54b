namespace Tarn.Logs;

/// <summary>Streams that belong together: what clients set on them.</summary>
public sealed record LogGroup
{
    /// <summary>As <c>/aws-glue/jobs/output</c>.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Days that events are kept; null keeps them for good.</summary>
    public int? RetentionDays { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Those that clients made; runs have others.</summary>
    public IReadOnlyList<LogStream> Streams { get; init; } = [];

    /// <summary>Events before this moment are gone; null when none are.</summary>
    public DateTimeOffset? CutOff(DateTimeOffset now) => RetentionDays is { } days ? now.AddDays(-days) : null;
}
