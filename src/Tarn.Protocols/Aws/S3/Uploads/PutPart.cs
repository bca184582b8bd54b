using System.Globalization;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>UploadPart and UploadPartCopy.</summary>
internal sealed class PutPart(
    BucketAccess buckets, VersionedObjects objects, UploadStore uploads, ContentEncryption encryption)
{
    private const int NumberMax = 10_000;

    public async Task RunAsync(S3Call call)
    {
        (string uploadId, int number, Upload upload) = await FindAsync(call);
        bool isFramed = call.Body is SizedBody;
        long? length = isFramed ? null : call.Context.Request.ContentLength;
        if (length is null && !isFramed)
        {
            throw new AwsException("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
        }

        ExpectedChecksums expected = ExpectedChecksums.Of(call);
        if (expected.Algorithm is null)
        {
            expected = expected with { Algorithm = upload.ChecksumAlgorithm };
        }

        await using DigestedBody body = new(call.Body, expected, length);
        (ObjectAttributes stored, _) = await StoreAsync(call, (uploadId, number, upload), body);
        call.SetHeader("ETag", $"\"{stored.ETag}\"");
        ObjectChecksums.SetHeaders(call, stored);
        call.Respond(200);
    }

    public async Task CopyAsync(S3Call call)
    {
        (string uploadId, int number, Upload upload) = await FindAsync(call);
        CopySource source = CopySource.Of(call);
        AttributedObject found = await objects.FindSourceAsync(call, source);
        new Conditions(call, CopySource.Header + "-").Admit(found);
        ByteRange range = ByteRange.Parse(call.Header("x-amz-copy-source-range"), found.ContentBytes)
            ?? new ByteRange(0, found.ContentBytes);
        OpenObject open = await objects.OpenSourceAsync(call, source, found);
        await using Stream content = await encryption.OpenAsync(open, range.Start, call.Cancelled);
        ExpectedChecksums expected = new(ContentMd5: null, upload.ChecksumAlgorithm, Value: null, IsInTrailer: false);
        await using LimitedBody part = new(content, range.Length);
        await using DigestedBody body = new(part, expected, range.Length);
        (ObjectAttributes stored, ObjectInfo info) = await StoreAsync(call, (uploadId, number, upload), body);
        await S3Xml.WriteAsync(call, "CopyPartResult", xml =>
        {
            xml.WriteElementString("LastModified", S3Time.Xml(info.LastModified));
            xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
            ObjectChecksums.Write(xml, stored);
        });
    }

    private async Task<(string UploadId, int Number, Upload Upload)> FindAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string text = call.Query("partNumber")!;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number is < 1 or > NumberMax)
        {
            throw S3Errors.InvalidArgument(
                $"Part number must be an integer between 1 and {NumberMax}, inclusive", "partNumber", text);
        }

        EncryptionHeaders.RefuseCustomerKeys(call);
        string uploadId = call.Query("uploadId")!;
        Upload upload = await uploads.GetAsync(call.Bucket, call.Key, uploadId, call.Cancelled);
        EncryptionHeaders.Write(call, upload.Attributes.Encryption);
        return (uploadId, number, upload);
    }

    /// <summary>Parts are encrypted as the object will be.</summary>
    private async Task<(ObjectAttributes Stored, ObjectInfo Info)> StoreAsync(
        S3Call call, (string UploadId, int Number, Upload Upload) part, DigestedBody body)
    {
        if (part.Upload.Attributes.Encryption is not { } chosen)
        {
            return await StoreAsync(call, part, body, () => body.Finish().Complete(ObjectAttributes.None));
        }

        (EncryptedBody encrypted, NewContent key) = await encryption.EncryptAsync(
            buckets.Get(call.Bucket), chosen, body, call.Cancelled);
        using NewContent ownedKey = key;
        await using EncryptedBody ownedBody = encrypted;
        return await StoreAsync(
            call,
            part,
            encrypted,
            () => body.Finish().Complete(ObjectAttributes.None) with
            {
                Encryption = chosen with { ContentBytes = encrypted.ContentBytes },
            });
    }

    private async Task<(ObjectAttributes Stored, ObjectInfo Info)> StoreAsync(
        S3Call call,
        (string UploadId, int Number, Upload Upload) part,
        Stream content,
        Func<ObjectAttributes> describe)
    {
        ObjectAttributes? stored = null;
        ObjectInfo info = await uploads.PutPartAsync(
            call.Bucket, part.UploadId, part.Number, content, () => stored = describe(), call.Cancelled);
        return (stored!, info);
    }
}
