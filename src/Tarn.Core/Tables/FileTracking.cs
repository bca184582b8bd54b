namespace Tarn.Tables;

/// <summary>
/// Fields of an <c>add</c> that others use ("Row Tracking", "Clustered Table"): kept, never interpreted.
/// </summary>
internal sealed record FileTracking
{
    public long? BaseRowId { get; init; }

    public long? DefaultRowCommitVersion { get; init; }

    public string? ClusteringProvider { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>The tracking with more tags; its own win over others of the same keys.</summary>
    public static FileTracking WithTags(FileTracking? tracking, IReadOnlyDictionary<string, string?> tags)
    {
        Dictionary<string, string?> all = new(tags);
        foreach ((string key, string? value) in tracking?.Tags ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        return (tracking ?? new FileTracking()) with { Tags = all };
    }

    /// <summary>The tracking, or null when all of it is absent.</summary>
    public static FileTracking? OrNull(
        long? baseRowId,
        long? defaultRowCommitVersion,
        string? clusteringProvider,
        IReadOnlyDictionary<string, string?>? tags) =>
        baseRowId is null && defaultRowCommitVersion is null && clusteringProvider is null && tags is null
            ? null
            : new FileTracking
            {
                BaseRowId = baseRowId,
                DefaultRowCommitVersion = defaultRowCommitVersion,
                ClusteringProvider = clusteringProvider,
                Tags = tags,
            };
}
