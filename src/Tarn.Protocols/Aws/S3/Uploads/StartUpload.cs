using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>CreateMultipartUpload.</summary>
internal sealed class StartUpload(BucketAccess buckets, UploadStore uploads, ContentEncryption encryption)
{
    private const string FullObject = "FULL_OBJECT";
    private const string Composite = "COMPOSITE";

    public async Task RunAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        ObjectAttributes attributes = AttributeHeaders.Read(call) with
        {
            Encryption = await encryption.ChooseAsync(call),
        };
        string? algorithm = call.Header("x-amz-checksum-algorithm")?.ToUpperInvariant();
        if (algorithm is not null && !ChecksumAlgorithm.Names.Contains(algorithm))
        {
            throw new AwsException("InvalidRequest", $"Checksum algorithm '{algorithm}' is none that S3 knows.");
        }

        bool isFullObject = IsFullObject(call.Header("x-amz-checksum-type"), algorithm);
        string id = await uploads.StartAsync(
            call.Bucket,
            startedAt => new Upload(call.Key, attributes, algorithm, isFullObject, startedAt),
            call.Cancelled);
        EncryptionHeaders.Write(call, attributes.Encryption);
        call.SetHeader("x-amz-checksum-algorithm", algorithm);
        call.SetHeader("x-amz-checksum-type", algorithm is null ? null : isFullObject ? FullObject : Composite);
        await S3Xml.WriteAsync(call, "InitiateMultipartUploadResult", xml =>
        {
            xml.WriteElementString("Bucket", call.Bucket);
            xml.WriteElementString("Key", call.Key);
            xml.WriteElementString("UploadId", id);
        });
    }

    /// <summary>CRC-64 is only ever of the whole, SHA only of the parts ("Checking object integrity").</summary>
    private static bool IsFullObject(string? type, string? algorithm) => (type, algorithm) switch
    {
        (null, _) => algorithm == "CRC64NVME",
        (FullObject, "SHA1" or "SHA256") or (Composite, "CRC64NVME") => throw new AwsException(
            "InvalidRequest", $"The {type} checksum type cannot be used with the {algorithm} checksum algorithm."),
        (FullObject, _) => true,
        (Composite, _) => false,
        _ => throw new AwsException("InvalidRequest", "Value for x-amz-checksum-type header is invalid."),
    };
}
