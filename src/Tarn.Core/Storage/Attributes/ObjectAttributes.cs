using Tarn.Storage.Archive;
using Tarn.Storage.Encryption;

namespace Tarn.Storage.Attributes;

/// <summary>
/// What S3 keeps of an object besides its bytes. Persisted (docs/formats/storage.md): members are only ever added.
/// </summary>
public sealed record ObjectAttributes
{
    public static ObjectAttributes None { get; } = new();

    /// <summary>
    /// As S3 gives it, without quotes: the MD5 of the content in hexadecimal digits, or that of the parts' MD5s with
    /// their number. Null for files that were not put by S3.
    /// </summary>
    public string? ETag { get; init; }

    public string? ContentType { get; init; }

    public string? CacheControl { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    /// <summary>As it was sent.</summary>
    public string? Expires { get; init; }

    /// <summary>Null is STANDARD.</summary>
    public string? StorageClass { get; init; }

    /// <summary>
    /// Of the version that the object is, in a bucket with versions; null is the <c>null</c> version.
    /// </summary>
    public string? VersionId { get; init; }

    /// <summary>What was asked to be restored; only of archived objects.</summary>
    public RestoreMark? Restore { get; init; }

    /// <summary>
    /// True when the file is packed, as those of the archive are; only of versions that are not current.
    /// </summary>
    public bool? IsPacked { get; init; }

    /// <summary>The <c>x-amz-meta-</c> headers, without that, in lower case.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>By algorithm, as <c>CRC32</c>: in base 64, composite ones with the number of parts.</summary>
    public IReadOnlyDictionary<string, string>? Checksums { get; init; }

    /// <summary>Null when the file is the content as it was put.</summary>
    public ObjectEncryption? Encryption { get; init; }

    /// <summary>Sizes of the parts that it was uploaded in, in bytes; null when it came in one piece.</summary>
    public IReadOnlyList<long>? PartBytes { get; init; }
}
