using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>CopyObject.</summary>
internal sealed class CopyObject(VersionedObjects objects, ObjectWriter writer, ContentEncryption encryption)
{
    public async Task RunAsync(S3Call call)
    {
        CopySource source = CopySource.Of(call);
        AttributedObject found = await objects.FindSourceAsync(call, source);
        new Conditions(call, CopySource.Header + "-").Admit(found);
        ObjectAttributes attributes = Attributes(call, found);
        bool isItself = source.Bucket == call.Bucket && source.Key == call.Key && source.VersionId is null;
        bool isChanged = IsReplacing(call, "x-amz-metadata-directive")
            || call.Header("x-amz-storage-class") is not null
            || call.Header(EncryptionHeaders.Algorithm) is not null;
        if (isItself && !isChanged)
        {
            throw new AwsException(
                "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing the"
                + " object's metadata, storage class, website redirect location or encryption attributes.");
        }

        OpenObject open = await objects.OpenSourceAsync(call, source, found);
        await using Stream content = await encryption.OpenAsync(open, start: 0, call.Cancelled);
        await using DigestedBody body = new(content, Checksums(call, found), found.ContentBytes);
        ObjectAttributes? stored = null;
        ObjectInfo written = await writer.WriteAsync(
            call,
            ObjectEventNames.Copy,
            body,
            attributes.StorageClass,
            () => stored = body.Finish().Complete(attributes));
        await S3Xml.WriteAsync(call, "CopyObjectResult", xml =>
        {
            xml.WriteElementString("LastModified", S3Time.Xml(written.LastModified));
            xml.WriteElementString("ETag", $"\"{stored!.ETag}\"");
            ObjectChecksums.Write(xml, stored);
        });
    }

    /// <summary>Those of the source, unless the request replaces them.</summary>
    private static ObjectAttributes Attributes(S3Call call, AttributedObject source)
    {
        ObjectAttributes given = AttributeHeaders.Read(call);
        ObjectAttributes kept = IsReplacing(call, "x-amz-metadata-directive") ? given : source.Attributes;
        return kept with
        {
            StorageClass = given.StorageClass,
            Tags = IsReplacing(call, "x-amz-tagging-directive") ? given.Tags : source.Attributes.Tags,
            PartBytes = null,
            Restore = null,
        };
    }

    /// <summary>The one that is asked for, else the one that the source has.</summary>
    private static ExpectedChecksums Checksums(S3Call call, AttributedObject source)
    {
        string? asked = call.Header("x-amz-checksum-algorithm")?.ToUpperInvariant();
        string? algorithm = asked ?? source.Attributes.Checksums?.Keys.FirstOrDefault();
        return algorithm is null || ChecksumAlgorithm.Names.Contains(algorithm)
            ? new ExpectedChecksums(ContentMd5: null, algorithm, Value: null, IsInTrailer: false)
            : throw new AwsException("InvalidRequest", $"Checksum algorithm '{algorithm}' is none that S3 knows.");
    }

    private static bool IsReplacing(S3Call call, string header) =>
        string.Equals(call.Header(header), "REPLACE", StringComparison.OrdinalIgnoreCase);
}
