using System.Globalization;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>ListParts and ListMultipartUploads.</summary>
internal sealed class ListUploads(BucketAccess buckets, UploadStore uploads)
{
    private const int CountDefault = 1000;

    public async Task PartsAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string uploadId = call.Query("uploadId")!;
        await uploads.GetAsync(call.Bucket, call.Key, uploadId, call.Cancelled);
        int after = ReadNumber(call, "part-number-marker", 0);
        int countMax = Math.Min(ReadNumber(call, "max-parts", CountDefault), CountDefault);
        (int Number, AttributedObject Part)[] left =
        [
            .. (await uploads.ListPartsAsync(call.Bucket, uploadId, call.Cancelled)).Where(part => part.Number > after),
        ];
        bool isCut = left.Length > countMax;
        await S3Xml.WriteAsync(call, "ListPartsResult", xml =>
        {
            xml.WriteElementString("Bucket", call.Bucket);
            xml.WriteElementString("Key", call.Key);
            xml.WriteElementString("UploadId", uploadId);
            xml.WriteElementString("PartNumberMarker", after.ToString(CultureInfo.InvariantCulture));
            if (isCut && countMax > 0)
            {
                string next = left[countMax - 1].Number.ToString(CultureInfo.InvariantCulture);
                xml.WriteElementString("NextPartNumberMarker", next);
            }

            xml.WriteElementString("MaxParts", countMax.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("IsTruncated", isCut ? "true" : "false");
            foreach ((int number, AttributedObject part) in left.Take(countMax))
            {
                xml.WriteStartElement("Part");
                xml.WriteElementString("PartNumber", number.ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("LastModified", S3Time.Xml(part.Info.LastModified));
                xml.WriteElementString("ETag", $"\"{part.ETag}\"");
                xml.WriteElementString("Size", part.ContentBytes.ToString(CultureInfo.InvariantCulture));
                ObjectChecksums.Write(xml, part.Attributes);

                xml.WriteEndElement();
            }
        });
    }

    public async Task UploadsAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string prefix = call.Query("prefix") ?? "";
        string keyMarker = call.Query("key-marker") ?? "";
        string idMarker = call.Query("upload-id-marker") ?? "";
        int countMax = Math.Min(ReadNumber(call, "max-uploads", CountDefault), CountDefault);
        (string Id, Upload Upload)[] left =
        [
            .. (await uploads.ListAsync(call.Bucket, call.Cancelled))
                .Where(upload => upload.Upload.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Where(upload => IsAfter(upload.Upload.Key, upload.Id, keyMarker, idMarker)),
        ];
        bool isCut = left.Length > countMax;
        await S3Xml.WriteAsync(call, "ListMultipartUploadsResult", xml =>
        {
            xml.WriteElementString("Bucket", call.Bucket);
            xml.WriteElementString("KeyMarker", keyMarker);
            xml.WriteElementString("UploadIdMarker", idMarker);
            if (isCut && countMax > 0)
            {
                xml.WriteElementString("NextKeyMarker", left[countMax - 1].Upload.Key);
                xml.WriteElementString("NextUploadIdMarker", left[countMax - 1].Id);
            }

            xml.WriteElementString("Prefix", prefix);
            xml.WriteElementString("MaxUploads", countMax.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("IsTruncated", isCut ? "true" : "false");
            foreach ((string id, Upload upload) in left.Take(countMax))
            {
                xml.WriteStartElement("Upload");
                xml.WriteElementString("Key", upload.Key);
                xml.WriteElementString("UploadId", id);
                ObjectAcl.WriteOwner(xml);
                xml.WriteElementString("StorageClass", upload.Attributes.StorageClass ?? "STANDARD");
                xml.WriteElementString("Initiated", S3Time.Xml(upload.StartedAt));
                xml.WriteEndElement();
            }
        });
    }

    private static bool IsAfter(string key, string id, string keyMarker, string idMarker)
    {
        int order = string.CompareOrdinal(key, keyMarker);
        return order > 0
            || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(id, idMarker) > 0)
            || keyMarker.Length == 0;
    }

    private static int ReadNumber(S3Call call, string name, int otherwise) => call.Query(name) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
}
