using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Encryption;

/// <summary>The headers that say how an object is encrypted.</summary>
internal static class EncryptionHeaders
{
    public const string Algorithm = "x-amz-server-side-encryption";
    public const string KeyId = Algorithm + "-aws-kms-key-id";
    public const string Context = Algorithm + "-context";

    /// <summary>Each alone is refused: an object would be stored otherwise than its client believes.</summary>
    private static readonly string[] OfCustomer =
    [
        .. new[] { Algorithm, "x-amz-copy-source-server-side-encryption" }.SelectMany(start =>
            new[] { start + "-customer-algorithm", start + "-customer-key", start + "-customer-key-md5" }),
    ];

    /// <param name="encryption">Null writes nothing.</param>
    public static void Write(S3Call call, ObjectEncryption? encryption)
    {
        call.SetHeader(Algorithm, encryption?.Algorithm);
        call.SetHeader(KeyId, encryption?.KeyId is { } key ? KeyNames.KeyArn(call.Caller, key) : null);
    }

    /// <exception cref="AwsException"><c>NotImplemented</c>: the client wants to keep the key itself.</exception>
    public static void RefuseCustomerKeys(S3Call call)
    {
        if (OfCustomer.FirstOrDefault(name => call.Header(name) is not null) is { } header)
        {
            throw NotImplemented(header);
        }
    }

    public static AwsException NotImplemented(string header) => new(
        "NotImplemented", "A header you provided implies functionality that is not implemented", 501)
    { Details = [new("Header", header)] };
}
