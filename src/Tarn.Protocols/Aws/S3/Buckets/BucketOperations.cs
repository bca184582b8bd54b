using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.LifecycleRules;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>ListBuckets, CreateBucket, HeadBucket, GetBucketLocation and DeleteBucket.</summary>
internal sealed class BucketOperations(
    Tarn.Storage.Buckets buckets,
    BucketAccess access,
    BucketSettings settings,
    BucketPolicies policies,
    KnownLifecycles lifecycles,
    NotificationStore? notifications)
{
    private const string DefaultRegion = "us-east-1";

    public Task ListAsync(S3Call call) => S3Xml.WriteAsync(call, "ListAllMyBucketsResult", xml =>
    {
        ObjectAcl.WriteOwner(xml);
        xml.WriteStartElement("Buckets");
        foreach ((string name, DateTimeOffset createdAt) in buckets.List())
        {
            xml.WriteStartElement("Bucket");
            xml.WriteElementString("Name", name);
            xml.WriteElementString("CreationDate", S3Time.Xml(createdAt));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    public async Task CreateAsync(S3Call call)
    {
        if (!Tarn.Storage.Buckets.IsName(call.Bucket))
        {
            throw S3Errors.InvalidBucketName(call.Bucket);
        }

        await RequireRegionAsync(call);

        // Where the region is the oldest one S3 says yes to one's own bucket.
        if (buckets.Exists(call.Bucket) && call.Caller.Region != DefaultRegion)
        {
            throw new AwsException(
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                409)
            { Details = [new("BucketName", call.Bucket)] };
        }

        await buckets.CreateAsync(call.Bucket, call.Cancelled);
        call.SetHeader("Location", "/" + call.Bucket);
        call.Respond(200);
    }

    public Task HeadAsync(S3Call call)
    {
        access.Get(call.Bucket);
        call.SetHeader("x-amz-bucket-region", call.Caller.Region);
        call.Respond(200);
        return Task.CompletedTask;
    }

    public Task GetLocationAsync(S3Call call)
    {
        access.Get(call.Bucket);
        return S3Xml.WriteAsync(call, "LocationConstraint", xml =>
        {
            if (call.Caller.Region != DefaultRegion)
            {
                xml.WriteString(call.Caller.Region);
            }
        });
    }

    public async Task DeleteAsync(S3Call call)
    {
        access.Get(call.Bucket);
        if (!await buckets.TryDeleteAsync(call.Bucket, call.Cancelled))
        {
            throw new AwsException(
                "BucketNotEmpty",
                "The bucket you tried to delete is not empty. All objects and versions in it must be deleted before.",
                409)
            {
                Details = [new("BucketName", call.Bucket)],
            };
        }

        await settings.DeleteAllAsync(call.Bucket, call.Cancelled);
        policies.Forget(call.Bucket);
        await lifecycles.DeleteAsync(call.Bucket, call.Cancelled);
        if (notifications is not null)
        {
            await notifications.SetAsync(call.Bucket, new NotificationConfiguration(), call.Cancelled);
        }

        call.Respond(204);
    }

    /// <summary>A lake has one region, the one that the client signs for.</summary>
    private static async Task RequireRegionAsync(S3Call call)
    {
        if (call.Context.Request.ContentLength is not > 0)
        {
            return;
        }

        XElement document = await S3Xml.ReadAsync(call);
        string? region = document.Text("LocationConstraint");
        if (region is not null && region != call.Caller.Region)
        {
            throw new AwsException(
                "IllegalLocationConstraintException",
                $"The {region} location constraint is incompatible for the region specific endpoint this request was"
                + " sent to.");
        }
    }
}
