using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3;

/// <summary>What a request is about: the service, a bucket or an object.</summary>
/// <param name="Bucket">Null for the service.</param>
/// <param name="Key">Null for the service or a bucket.</param>
/// <param name="Resource">The encoded path as if the bucket were in it, which old signatures sign.</param>
internal sealed record S3Target(string? Bucket, string? Key, string Resource)
{
    // Names that resolve to loopback without a name server; clients put the bucket in front.
    private static readonly string[] VirtualHosts = [".s3.localhost", ".localhost"];

    /// <summary>Reads it from the path, or from the host's name and the path.</summary>
    /// <exception cref="AwsException"><c>InvalidURI</c>: the path is no UTF-8, and so no key.</exception>
    public static S3Target Of(RequestHead head)
    {
        if (!PercentEncoding.IsText(head.RawPath))
        {
            throw new AwsException("InvalidURI", "Couldn't parse the specified URI.");
        }

        string host = (head.Header("host") ?? "").Split(':')[0];
        string? suffix = VirtualHosts.FirstOrDefault(suffix =>
            host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        if (suffix is not null && host[..^suffix.Length] is var name && name != "s3")
        {
            string inBucket = PercentEncoding.Decode(head.RawPath[1..]);
            return new S3Target(name, inBucket.Length == 0 ? null : inBucket, $"/{name}{head.RawPath}");
        }

        string path = head.RawPath[1..];
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string bucket = PercentEncoding.Decode(slash < 0 ? path : path[..slash]);
        string key = slash < 0 ? "" : PercentEncoding.Decode(path[(slash + 1)..]);
        return new S3Target(
            bucket.Length == 0 ? null : bucket, bucket.Length == 0 || key.Length == 0 ? null : key, head.RawPath);
    }
}
