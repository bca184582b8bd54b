namespace Tarn.Streams.Prefixes;

/// <summary>What the expressions of a prefix stand for in one object.</summary>
public sealed record PrefixValues
{
    /// <summary>Of the oldest record in the object.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>In which timestamps are told.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What random strings follow from: the same for the same object, another one for every other.</summary>
    public required string Seed { get; init; }

    /// <summary>Such as <c>processing-failed</c>; null for objects of records that did not fail.</summary>
    public string? ErrorOutputType { get; init; }

    /// <summary>Values by the names of the keys.</summary>
    public IReadOnlyDictionary<string, string> PartitionKeys { get; init; } = new Dictionary<string, string>();
}
