using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>
/// PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration and DeleteBucketLifecycle. The older
/// PutBucketLifecycle and GetBucketLifecycle are the same requests.
/// </summary>
internal sealed class LifecycleOperations(BucketAccess buckets, KnownLifecycles store)
{
    /// <summary>Terraform's AWS provider sends it and wants it back.</summary>
    private const string MinimumSizeHeader = "x-amz-transition-default-minimum-object-size";

    private static readonly string[] Marks = ["lifecycle"];

    public IEnumerable<S3Operation> Operations =>
    [
        new("PutBucketLifecycleConfiguration", "PUT", S3Scope.Bucket, Marks, PutAsync)
        {
            Note = new() { Text = "[what is done](../guide/lifecycle.md)" },
        },
        new("GetBucketLifecycleConfiguration", "GET", S3Scope.Bucket, Marks, GetAsync),
        new("DeleteBucketLifecycle", "DELETE", S3Scope.Bucket, Marks, DeleteAsync),
    ];

    private async Task PutAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        LifecycleConfiguration configuration = LifecycleReader.Read(
            await S3Xml.ReadAsync(call), ReadMinimumSize(call.Header(MinimumSizeHeader)));
        LifecycleChecks.Require(configuration);
        await store.SetAsync(call.Bucket, configuration, call.Cancelled);
        call.SetHeader(MinimumSizeHeader, configuration.MinimumSize);
        call.Respond(200);
    }

    private async Task GetAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        LifecycleConfiguration configuration = await store.GetAsync(call.Bucket, call.Cancelled)
            ?? throw new AwsException(
                "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
            { Details = [new("BucketName", call.Bucket)] };
        call.SetHeader(MinimumSizeHeader, configuration.MinimumSize);
        await S3Xml.WriteAsync(call, "LifecycleConfiguration", xml => LifecycleWriter.Write(xml, configuration));
    }

    private async Task DeleteAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        await store.DeleteAsync(call.Bucket, call.Cancelled);
        call.Respond(204);
    }

    private static string ReadMinimumSize(string? header) => header switch
    {
        null => LifecycleConfiguration.NoSmallObjects,
        LifecycleConfiguration.NoSmallObjects or LifecycleConfiguration.SmallObjectsAreArchived => header,
        _ => throw S3Errors.InvalidArgument(
            $"Invalid Transition Default Minimum Object Size: {header}", MinimumSizeHeader, header),
    };
}
