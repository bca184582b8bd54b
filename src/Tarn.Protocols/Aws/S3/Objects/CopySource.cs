using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// The object that <c>x-amz-copy-source</c> names: <c>bucket/key</c>, percent-encoded in part or whole, and after it
/// perhaps <c>?versionId=</c>.
/// </summary>
internal sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    public const string Header = "x-amz-copy-source";

    private const string VersionStart = "?versionId=";

    /// <exception cref="AwsException"><c>InvalidArgument</c>: it names no object.</exception>
    public static CopySource Of(S3Call call)
    {
        string text = call.Header(Header)!;
        int question = text.IndexOf(VersionStart, StringComparison.Ordinal);
        string path = PercentEncoding.Decode(question < 0 ? text : text[..question]).TrimStart('/');
        string? versionId = question < 0
            ? null
            : VersionIds.Require(PercentEncoding.Decode(text[(question + VersionStart.Length)..]));
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? new CopySource(path[..slash], path[(slash + 1)..], versionId)
            : throw S3Errors.InvalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", Header, text);
    }
}
