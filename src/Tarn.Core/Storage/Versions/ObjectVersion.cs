using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>A version of an object, or a delete marker.</summary>
public sealed record ObjectVersion
{
    /// <summary>Of objects that were put without versioning, while it was suspended, or not by S3 at all.</summary>
    public const string NullId = "null";

    public required string Key { get; init; }

    /// <summary>Of at most one version of the key.</summary>
    public required string VersionId { get; init; }

    /// <summary>
    /// Whether it is what a request without a version id is about. Of the versions of a key the latest is the object
    /// as it is now, or a marker; none is when the object's file was removed by something else than S3.
    /// </summary>
    public required bool IsLatest { get; init; }

    /// <summary>Whether it says that the object was deleted; it has no content then.</summary>
    public required bool IsMarker { get; init; }

    /// <summary>When it was put, or the marker made.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>When a newer version took its place; null while it is the latest.</summary>
    public DateTimeOffset? NoncurrentSince { get; init; }

    /// <summary>0 for a marker.</summary>
    public long SizeBytes { get; init; }

    /// <summary>As S3 gives it, without quotes; empty for a marker.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether it must be restored before it can be read.</summary>
    public bool IsArchived { get; init; }

    public ObjectAttributes Attributes { get; init; } = ObjectAttributes.None;

    /// <summary>As objects are described that have no versions.</summary>
    public AttributedObject ToObject() => new(
        new ObjectInfo(Key, SizeBytes, LastModified, ETag) { IsArchived = IsArchived }, Attributes);
}
