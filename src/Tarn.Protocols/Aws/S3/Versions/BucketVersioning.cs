using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Versions;

/// <summary>GetBucketVersioning and PutBucketVersioning.</summary>
internal sealed class BucketVersioning(BucketAccess buckets)
{
    private const string Root = "VersioningConfiguration";

    public async Task GetAsync(S3Call call)
    {
        VersioningStatus status = await buckets.Get(call.Bucket).Versions.GetStatusAsync(call.Cancelled);
        await S3Xml.WriteAsync(call, Root, xml =>
        {
            if (status != VersioningStatus.Unversioned)
            {
                xml.WriteElementString("Status", status.ToString());
            }
        });
    }

    /// <exception cref="AwsException">It is not understood, or asks for the deletion by second factor.</exception>
    public async Task PutAsync(S3Call call)
    {
        LocalObjectStore store = buckets.Get(call.Bucket);
        XElement document = await S3Xml.ReadAsync(call);
        if (document.Name.LocalName != Root)
        {
            throw S3Errors.MalformedXml();
        }

        if (document.Text("MfaDelete") is not (null or "Disabled"))
        {
            throw new AwsException("NotImplemented", "Tarn's S3 has no MFA delete", 501);
        }

        VersioningStatus status = document.Text("Status") switch
        {
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            null => throw new AwsException(
                "IllegalVersioningConfigurationException",
                "The Versioning element must be specified"),
            _ => throw S3Errors.MalformedXml(),
        };
        await store.Versions.SetStatusAsync(status, call.Cancelled);
        call.Respond(200);
    }
}
