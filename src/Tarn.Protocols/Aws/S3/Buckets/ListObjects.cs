using System.Globalization;
using System.Xml;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>ListObjects, both versions.</summary>
internal sealed class ListObjects(BucketAccess buckets)
{
    public async Task FirstVersionAsync(S3Call call)
    {
        ListingQuery query = ListingQuery.Of(call, call.Query("marker"));
        ListingPage page = await ListingPage.ReadAsync(buckets.Get(call.Bucket), query, call.Cancelled);
        await S3Xml.WriteAsync(call, "ListBucketResult", xml =>
        {
            WriteHead(xml, call, query, page);
            xml.WriteElementString("Marker", query.Encode(call.Query("marker") ?? ""));
            if (page.LastKey is not null && query.Range.Delimiter is not null)
            {
                xml.WriteElementString("NextMarker", query.Encode(page.LastKey));
            }

            WriteContents(xml, query, page, hasOwner: true);
        });
    }

    public async Task SecondVersionAsync(S3Call call)
    {
        string? token = call.Query("continuation-token");
        string? after = token is null ? call.Query("start-after") : ReadToken(token);
        ListingQuery query = ListingQuery.Of(call, after);
        ListingPage page = await ListingPage.ReadAsync(buckets.Get(call.Bucket), query, call.Cancelled);
        await S3Xml.WriteAsync(call, "ListBucketResult", xml =>
        {
            WriteHead(xml, call, query, page);
            int count = page.Objects.Count + page.CommonPrefixes.Count;
            xml.WriteElementString("KeyCount", count.ToString(CultureInfo.InvariantCulture));
            WriteOptional(xml, "ContinuationToken", token);
            WriteOptional(xml, "NextContinuationToken", page.LastKey is null ? null : ListPage.TokenOf(page.LastKey));
            WriteOptional(xml, "StartAfter", call.Query("start-after") is { } start ? query.Encode(start) : null);
            WriteContents(xml, query, page, hasOwner: call.Query("fetch-owner") == "true");
        });
    }

    private static void WriteHead(XmlWriter xml, S3Call call, ListingQuery query, ListingPage page)
    {
        xml.WriteElementString("Name", call.Bucket);
        xml.WriteElementString("Prefix", query.Encode(query.Range.Prefix));
        WriteOptional(xml, "Delimiter", query.Range.Delimiter is { } delimiter ? query.Encode(delimiter) : null);
        xml.WriteElementString("MaxKeys", query.KeysMax.ToString(CultureInfo.InvariantCulture));
        WriteOptional(xml, "EncodingType", query.IsEncoded ? "url" : null);
        xml.WriteElementString("IsTruncated", page.LastKey is null ? "false" : "true");
    }

    private static void WriteContents(XmlWriter xml, ListingQuery query, ListingPage page, bool hasOwner)
    {
        foreach (AttributedObject found in page.Objects)
        {
            xml.WriteStartElement("Contents");
            xml.WriteElementString("Key", query.Encode(found.Info.Key));
            xml.WriteElementString("LastModified", S3Time.Xml(found.Info.LastModified));
            xml.WriteElementString("ETag", $"\"{found.ETag}\"");
            xml.WriteElementString("Size", found.ContentBytes.ToString(CultureInfo.InvariantCulture));
            if (hasOwner)
            {
                ObjectAcl.WriteOwner(xml);
            }

            xml.WriteElementString("StorageClass", found.Attributes.StorageClass ?? "STANDARD");
            xml.WriteEndElement();
        }

        foreach (string prefix in page.CommonPrefixes)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.WriteElementString("Prefix", query.Encode(prefix));
            xml.WriteEndElement();
        }
    }

    private static void WriteOptional(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }

    /// <exception cref="AwsException"><c>InvalidArgument</c>: it is none that was given out.</exception>
    private static string ReadToken(string token) => ListPage.TryReadToken(token) ?? throw S3Errors.InvalidArgument(
        "The continuation token provided is incorrect", "continuation-token", token);
}
