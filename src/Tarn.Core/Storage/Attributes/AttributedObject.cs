namespace Tarn.Storage.Attributes;

/// <summary>An object and what S3 keeps of it.</summary>
public sealed record AttributedObject(ObjectInfo Info, ObjectAttributes Attributes)
{
    /// <summary>What the file of an archived object has; null for others.</summary>
    public long? PackedBytes { get; init; }

    /// <summary>As S3 gives it, without quotes.</summary>
    public string ETag => Attributes.ETag ?? Info.ETag;

    /// <summary>Length of the content; the file of an encrypted object is longer.</summary>
    public long ContentBytes => Attributes.Encryption?.ContentBytes ?? Info.SizeBytes;
}
