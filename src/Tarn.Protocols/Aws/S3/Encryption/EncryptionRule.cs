using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>How objects of a bucket are encrypted that do not say it themselves (PutBucketEncryption).</summary>
/// <param name="Algorithm">As in <see cref="ObjectEncryption"/>.</param>
/// <param name="KeyName">Any name of a key; null is the lake's own.</param>
internal sealed record EncryptionRule(string Algorithm, string? KeyName)
{
    /// <summary>Of a configuration as it was stored; null when there is none, or it says nothing of objects.</summary>
    public static EncryptionRule? Of(string? configuration) =>
        configuration is null ? null : Read(XElement.Parse(configuration));

    /// <exception cref="AwsException">It is no configuration, or asks for what Tarn has not.</exception>
    public static void Check(XElement configuration) => Read(configuration);

    private static EncryptionRule? Read(XElement configuration)
    {
        XElement[] rules = [.. configuration.Children("Rule")];
        if (rules.Length != 1)
        {
            throw S3Errors.MalformedXml();
        }

        if (rules[0].Child("ApplyServerSideEncryptionByDefault") is not { } byDefault)
        {
            return null;
        }

        string? keyName = byDefault.Text("KMSMasterKeyID") is { Length: > 0 } name ? name : null;
        return (byDefault.Text("SSEAlgorithm"), keyName) switch
        {
            (ObjectEncryption.OfBucket, null) => new EncryptionRule(ObjectEncryption.OfBucket, null),
            (ObjectEncryption.OfBucket, { } key) => throw S3Errors.InvalidArgument(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms",
                "KMSMasterKeyID",
                key),
            (ObjectEncryption.OfKey, _) => new EncryptionRule(ObjectEncryption.OfKey, keyName),
            ("aws:kms:dsse", _) => throw EncryptionHeaders.NotImplemented("SSEAlgorithm"),
            _ => throw S3Errors.MalformedXml(),
        };
    }
}
