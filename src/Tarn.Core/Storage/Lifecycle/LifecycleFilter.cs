using System.Text.Json.Serialization;

namespace Tarn.Storage.Lifecycle;

/// <summary>Which objects a rule is about: those for which all that is set holds.</summary>
public sealed record LifecycleFilter
{
    public required LifecycleFilterForm Form { get; init; }

    /// <summary>Null is as good as an empty one; clients get back what they sent.</summary>
    public string? Prefix { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Objects of more than so many bytes.</summary>
    public long? SizeBytesOver { get; init; }

    /// <summary>Objects of less than so many bytes.</summary>
    public long? SizeBytesUnder { get; init; }

    [JsonIgnore]
    public bool HasSizes => SizeBytesOver is not null || SizeBytesUnder is not null;

    public bool Matches(string key, long sizeBytes, IReadOnlyDictionary<string, string>? tags) =>
        key.StartsWith(Prefix ?? "", StringComparison.Ordinal)
        && (SizeBytesOver is null || sizeBytes > SizeBytesOver)
        && (SizeBytesUnder is null || sizeBytes < SizeBytesUnder)
        && Tags.All(tag => tags?.TryGetValue(tag.Key, out string? value) == true && value == tag.Value);
}

/// <summary>How the filter was written; it means the same.</summary>
public enum LifecycleFilterForm
{
    /// <summary>A prefix of the rule itself, as before filters.</summary>
    RulePrefix = 0,

    /// <summary>One predicate, or none.</summary>
    Single = 1,

    /// <summary>Several.</summary>
    And = 2,
}
