namespace Tarn.Storage.Lifecycle;

/// <summary>
/// One line of the sweeper's log, written before what it says is done; when that fails, another one with the error
/// follows. Persisted (docs/formats/lifecycle.md): members are only ever added.
/// </summary>
public sealed record LifecycleRecord
{
    public required DateTimeOffset At { get; init; }

    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public required LifecycleActionKind Action { get; init; }

    /// <summary>The id of the rule; null when none was needed.</summary>
    public string? Rule { get; init; }

    /// <summary>Of a transition: the new one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Of the version, or the upload in parts.</summary>
    public string? VersionId { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Why it could not be done; null when it was about to be.</summary>
    public string? Error { get; init; }
}
