using System.Globalization;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// RestoreObject. The tiers of retrieval are taken and make no difference: the disk is one, and a restore begins at
/// once.
/// </summary>
internal sealed class RestoreObject(BucketAccess buckets, VersionedObjects objects, RestoreService restores)
{
    private static readonly HashSet<string> Tiers = new(StringComparer.Ordinal) { "Standard", "Bulk", "Expedited" };

    public async Task RunAsync(S3Call call)
    {
        AttributedObject found = await objects.FindAsync(call);
        int days = ReadDays(await S3Xml.ReadAsync(call));
        if (found is { Info.IsArchived: false, Attributes.Restore: null })
        {
            throw NotAllowed();
        }

        switch (await RequestAsync(call, days))
        {
            case RestoreOutcome.Begun:
                call.Respond(202);
                break;
            case RestoreOutcome.Extended:
                call.Respond(200);
                break;
            case RestoreOutcome.InProgress:
                throw new AwsException("RestoreAlreadyInProgress", "Object restore is already in progress", 409);
            case RestoreOutcome.NotArchived:
                throw NotAllowed();
            default:
                throw S3Errors.NoSuchKey(call.Key);
        }
    }

    private async Task<RestoreOutcome> RequestAsync(S3Call call, int days)
    {
        ObjectVersion? version = VersionIds.Of(call) is { } versionId
            ? await buckets.Get(call.Bucket).Versions.FindAsync(call.Key, versionId, call.Cancelled)
            : null;
        return version is { IsLatest: false }
            ? await restores.RequestAsync(call.Bucket, version, days, call.Cancelled)
            : await restores.RequestAsync(call.Bucket, call.Key, days, call.Cancelled);
    }

    private static AwsException NotAllowed() => S3Errors.InvalidObjectState(
        "Restore is not allowed for the object's current storage class", storageClass: null);

    private static int ReadDays(XElement request)
    {
        if (request.Name.LocalName != "RestoreRequest")
        {
            throw S3Errors.MalformedXml();
        }

        if (request.Text("Type") is not null || request.Child("SelectParameters") is not null
            || request.Child("OutputLocation") is not null)
        {
            throw new AwsException(
                "NotImplemented", "Tarn restores objects; it does not select from archived ones", 501);
        }

        string? tier = request.Text("Tier") ?? request.Child("GlacierJobParameters")?.Text("Tier");
        if (tier is not null && !Tiers.Contains(tier))
        {
            throw S3Errors.MalformedXml();
        }

        // S3 wants it for these classes: it is left out for INTELLIGENT_TIERING only, which is never archived here.
        if (!int.TryParse(request.Text("Days"), NumberStyles.None, CultureInfo.InvariantCulture, out int days))
        {
            throw S3Errors.MalformedXml();
        }

        return days > 0
            ? days
            : throw S3Errors.InvalidArgument("restoration days should be at least 1", "Days", request.Text("Days")!);
    }
}
