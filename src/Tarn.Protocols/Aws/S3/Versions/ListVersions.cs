using System.Globalization;
using System.Xml;
using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Versions;

/// <summary>ListObjectVersions.</summary>
internal sealed class ListVersions(BucketAccess buckets)
{
    /// <exception cref="AwsException"><c>NoSuchBucket</c>, <c>InvalidArgument</c>.</exception>
    public async Task RunAsync(S3Call call)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        string keyMarker = call.Query("key-marker") ?? "";
        string idMarker = call.Query("version-id-marker") ?? "";
        if (idMarker.Length > 0 && keyMarker.Length == 0)
        {
            throw S3Errors.InvalidArgument(
                "A version-id marker cannot be specified without a key marker.", "version-id-marker", idMarker);
        }

        ListingQuery query = ListingQuery.Of(call, keyMarker);
        string? afterVersionId = idMarker.Length == 0 ? null : VersionIds.Require(idMarker);
        VersionPage page = await VersionPage.ReadAsync(store, query, afterVersionId, call.Cancelled);
        await S3Xml.WriteAsync(call, "ListVersionsResult", xml =>
        {
            xml.WriteElementString("Name", call.Bucket);
            xml.WriteElementString("Prefix", query.Encode(query.Range.Prefix));
            xml.WriteElementString("KeyMarker", query.Encode(keyMarker));
            xml.WriteElementString("VersionIdMarker", idMarker);
            WriteOptional(xml, "NextKeyMarker", page.NextKey is { } next ? query.Encode(next) : null);
            WriteOptional(xml, "NextVersionIdMarker", page.NextVersionId);
            xml.WriteElementString("MaxKeys", query.KeysMax.ToString(CultureInfo.InvariantCulture));
            WriteOptional(xml, "Delimiter", query.Range.Delimiter is { } delimiter ? query.Encode(delimiter) : null);
            WriteOptional(xml, "EncodingType", query.IsEncoded ? "url" : null);
            xml.WriteElementString("IsTruncated", page.NextKey is null ? "false" : "true");
            foreach (ObjectVersion version in page.Versions)
            {
                WriteVersion(xml, query, version);
            }

            foreach (string prefix in page.CommonPrefixes)
            {
                xml.WriteStartElement("CommonPrefixes");
                xml.WriteElementString("Prefix", query.Encode(prefix));
                xml.WriteEndElement();
            }
        });
    }

    private static void WriteVersion(XmlWriter xml, ListingQuery query, ObjectVersion version)
    {
        xml.WriteStartElement(version.IsMarker ? "DeleteMarker" : "Version");
        xml.WriteElementString("Key", query.Encode(version.Key));
        xml.WriteElementString("VersionId", version.VersionId);
        xml.WriteElementString("IsLatest", version.IsLatest ? "true" : "false");
        xml.WriteElementString("LastModified", S3Time.Xml(version.LastModified));
        if (!version.IsMarker)
        {
            xml.WriteElementString("ETag", $"\"{version.ETag}\"");
            xml.WriteElementString("Size", version.ToObject().ContentBytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("StorageClass", version.Attributes.StorageClass ?? "STANDARD");
        }

        ObjectAcl.WriteOwner(xml);
        xml.WriteEndElement();
    }

    private static void WriteOptional(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }
}
