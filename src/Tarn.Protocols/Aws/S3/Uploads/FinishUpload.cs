using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Attributes;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>CompleteMultipartUpload and AbortMultipartUpload.</summary>
internal sealed class FinishUpload(
    BucketAccess buckets, ObjectWriter writer, ContentEncryption encryption, UploadStore uploads)
{
    public async Task CompleteAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string uploadId = call.Query("uploadId")!;
        Upload upload = await uploads.GetAsync(call.Bucket, call.Key, uploadId, call.Cancelled);
        IReadOnlyList<(int Number, AttributedObject Part)> parts = PartList.Read(
            await S3Xml.ReadAsync(call), await uploads.ListPartsAsync(call.Bucket, uploadId, call.Cancelled));
        string? wholeAlgorithm = upload.IsFullObject ? upload.ChecksumAlgorithm : null;
        ExpectedChecksums expected = new(
            ContentMd5: null, wholeAlgorithm, WholeChecksum(call, upload), IsInTrailer: false);
        await using JoinedParts joined = new(Open(call, parts).GetEnumerator());
        await using DigestedBody body = new(joined, expected, parts.Sum(part => part.Part.ContentBytes));
        ObjectAttributes? stored = null;
        await writer.WriteAsync(
            call,
            ObjectEventNames.CompleteMultipartUpload,
            body,
            upload.Attributes.Encryption,
            upload.Attributes.StorageClass,
            () => stored = Complete(upload, parts, body.Finish().Checksums));
        await uploads.DeleteAsync(call.Bucket, uploadId, CancellationToken.None);
        await S3Xml.WriteAsync(call, "CompleteMultipartUploadResult", xml =>
        {
            HttpRequest request = call.Context.Request;
            xml.WriteElementString("Location", $"{request.Scheme}://{request.Host}{call.Target.Resource}");
            xml.WriteElementString("Bucket", call.Bucket);
            xml.WriteElementString("Key", call.Key);
            xml.WriteElementString("ETag", $"\"{stored!.ETag}\"");
            ObjectChecksums.Write(xml, stored);
            ObjectChecksums.WriteType(xml, stored);
        });
    }

    public async Task AbortAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string uploadId = call.Query("uploadId")!;
        await uploads.GetAsync(call.Bucket, call.Key, uploadId, call.Cancelled);
        await uploads.DeleteAsync(call.Bucket, uploadId, call.Cancelled);
        call.Respond(204);
    }

    private IEnumerable<Func<Task<Stream>>> Open(
        S3Call call, IReadOnlyList<(int Number, AttributedObject Part)> parts)
    {
        foreach ((_, AttributedObject part) in parts)
        {
            yield return () => uploads.OpenPartAsync(part, encryption, call.Cancelled);
        }
    }

    /// <summary>What the client says the whole's is; null when it does not.</summary>
    private static string? WholeChecksum(S3Call call, Upload upload) =>
        upload is { IsFullObject: true, ChecksumAlgorithm: { } algorithm }
            ? call.Header(ExpectedChecksums.HeaderOf(algorithm))
            : null;

    private static ObjectAttributes Complete(
        Upload upload,
        IReadOnlyList<(int Number, AttributedObject Part)> parts,
        IReadOnlyDictionary<string, string>? wholeChecksums)
    {
        byte[] md5s = [.. parts.SelectMany(part => Convert.FromHexString(part.Part.ETag))];
#pragma warning disable CA5351 // S3's ETags are MD5; nothing rests on its strength
        string eTag = Convert.ToHexStringLower(MD5.HashData(md5s));
#pragma warning restore CA5351
        return upload.Attributes with
        {
            ETag = $"{eTag}-{parts.Count}",
            PartBytes = [.. parts.Select(part => part.Part.ContentBytes)],
            Checksums = wholeChecksums ?? ObjectChecksums.Of(
                upload.ChecksumAlgorithm, CompositeChecksum(upload.ChecksumAlgorithm, parts)),
        };
    }

    /// <summary>The checksum of the parts' checksums, and their number.</summary>
    private static string? CompositeChecksum(
        string? algorithm, IReadOnlyList<(int Number, AttributedObject Part)> parts)
    {
        if (algorithm is null)
        {
            return null;
        }

        using ChecksumAlgorithm whole = ChecksumAlgorithm.Create(algorithm);
        foreach ((_, AttributedObject part) in parts)
        {
            if (part.Attributes.Checksums?.GetValueOrDefault(algorithm) is not { } checksum)
            {
                return null;
            }

            whole.Append(Convert.FromBase64String(checksum));
        }

        return $"{whole.Finish()}-{parts.Count}";
    }
}
