using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>What was computed of a body while it was stored.</summary>
/// <param name="ETag">Its MD5 in hexadecimal digits.</param>
/// <param name="Checksums">As they are kept; null when none was asked for.</param>
internal sealed record BodyDigest(string ETag, IReadOnlyDictionary<string, string>? Checksums)
{
    /// <summary>What is kept of the object or part that the body became.</summary>
    public ObjectAttributes Complete(ObjectAttributes given) => given with { ETag = ETag, Checksums = Checksums };
}
