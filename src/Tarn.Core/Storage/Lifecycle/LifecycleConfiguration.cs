using Tarn.Storage.Archive;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// What becomes of a bucket's objects as they age ("Managing the lifecycle of objects"). Persisted
/// (docs/formats/lifecycle.md): members are only ever added.
/// </summary>
public sealed record LifecycleConfiguration
{
    /// <summary>Objects smaller than 128 KiB are not moved between classes.</summary>
    public const string NoSmallObjects = "all_storage_classes_128K";

    /// <summary>Objects smaller than 128 KiB are moved to the archived classes only.</summary>
    public const string SmallObjectsAreArchived = "varies_by_storage_class";

    /// <summary>In the order in which they were sent; the order means nothing.</summary>
    public required IReadOnlyList<LifecycleRule> Rules { get; init; }

    /// <summary>
    /// One of the two constants, in S3's words; rules with a filter of sizes go by that
    /// (<c>x-amz-transition-default-minimum-object-size</c>).
    /// </summary>
    public string MinimumSize { get; init; } = NoSmallObjects;

    /// <summary>Whether an object that a rule without sizes is about is too small to be moved.</summary>
    public bool IsTooSmall(long sizeBytes, string storageClass) =>
        sizeBytes < 128 * 1024 && !(MinimumSize == SmallObjectsAreArchived && StorageClasses.IsArchive(storageClass));
}
