namespace Tarn.Storage.Events;

/// <summary>
/// What happened to an object of a bucket. Persisted (docs/formats/events.md): members are only ever added.
/// </summary>
public sealed record ObjectEvent
{
    /// <summary>Counts the events of the lake; 0 until it is kept.</summary>
    public long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="ObjectEventNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Null when it is about all of them.</summary>
    public string? Bucket { get; init; }

    /// <summary>Null when it is about all of them.</summary>
    public string? Key { get; init; }

    /// <summary>Of the content; null when the object is gone, and for files of tables.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>As S3 gives it, without quotes; null when the object is gone, and for files of tables.</summary>
    public string? ETag { get; init; }

    /// <summary>Of the version, or the marker, that was made or deleted; null in a bucket without versions.</summary>
    public string? VersionId { get; init; }
}
