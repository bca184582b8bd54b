using System.Xml;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// GetObjectAcl and GetBucketAcl: the owner has all rights, as with S3's default of bucket-owner-enforced ownership.
/// </summary>
internal sealed class ObjectAcl(BucketAccess buckets, VersionedObjects objects)
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    public async Task GetOfObjectAsync(S3Call call)
    {
        await objects.FindAsync(call);
        await WriteAsync(call);
    }

    public Task GetOfBucketAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        return WriteAsync(call);
    }

    /// <summary>Who owns everything, in every document that says so.</summary>
    public static void WriteOwner(XmlWriter writer)
    {
        writer.WriteStartElement("Owner");
        writer.WriteElementString("ID", AwsAccount.Id);
        writer.WriteElementString("DisplayName", "tarn");
        writer.WriteEndElement();
    }

    private static Task WriteAsync(S3Call call) => S3Xml.WriteAsync(call, "AccessControlPolicy", xml =>
    {
        WriteOwner(xml);
        xml.WriteStartElement("AccessControlList");
        xml.WriteStartElement("Grant");
        xml.WriteStartElement("Grantee");
        xml.WriteAttributeString("xsi", "type", SchemaInstance, "CanonicalUser");
        xml.WriteElementString("ID", AwsAccount.Id);
        xml.WriteElementString("DisplayName", "tarn");
        xml.WriteEndElement();
        xml.WriteElementString("Permission", "FULL_CONTROL");
        xml.WriteEndElement();
        xml.WriteEndElement();
    });
}
