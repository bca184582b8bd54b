using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// The object that <c>x-amz-copy-source</c> names: <c>bucket/key</c>, percent-encoded in part or whole.
/// </summary>
internal sealed record CopySource(string Bucket, string Key)
{
    public const string Header = "x-amz-copy-source";

    /// <exception cref="AwsException"><c>InvalidArgument</c>: it names no object.</exception>
    public static CopySource Of(S3Call call)
    {
        string text = call.Header(Header)!;
        int question = text.IndexOf("?versionId=", StringComparison.Ordinal);
        string path = PercentEncoding.Decode(question < 0 ? text : text[..question]).TrimStart('/');
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? new CopySource(path[..slash], path[(slash + 1)..])
            : throw S3Errors.InvalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", Header, text);
    }
}
