using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>The document of PutBucketEncryption (ServerSideEncryptionConfiguration).</summary>
internal static class EncryptionConfiguration
{
    /// <summary>The parameter that asks for it.</summary>
    public const string Parameter = "encryption";

    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>What a configuration says as it was stored; null when it says nothing of objects.</summary>
    public static EncryptionRule? Parse(string configuration) => Read(XElement.Parse(configuration));

    /// <exception cref="AwsException">It is no configuration, or asks for what Tarn has not.</exception>
    public static void Check(XElement configuration) => Read(configuration);

    /// <summary>A configuration that says so.</summary>
    public static string ToText(EncryptionRule rule) => new XElement(
        Namespace + "ServerSideEncryptionConfiguration",
        new XElement(
            Namespace + "Rule",
            new XElement(
                Namespace + "ApplyServerSideEncryptionByDefault",
                new XElement(Namespace + "SSEAlgorithm", rule.Algorithm),
                rule.KeyName is { } key ? new XElement(Namespace + "KMSMasterKeyID", key) : null),
            new XElement(Namespace + "BucketKeyEnabled", "false"))).ToString(SaveOptions.DisableFormatting);

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
            (ObjectEncryption.OfBucket, null) => EncryptionRule.OfBucket,
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
