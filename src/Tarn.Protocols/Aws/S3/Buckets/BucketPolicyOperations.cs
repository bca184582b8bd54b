using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy and GetBucketPolicyStatus.</summary>
internal sealed class BucketPolicyOperations(BucketAccess buckets, BucketSettings settings, BucketPolicies policies)
{
    private const int PolicyBytesMax = 20 * 1024;

    public IEnumerable<S3Operation> Operations =>
    [
        new("GetBucketPolicy", "GET", S3Scope.Bucket, ["policy"], GetAsync),
        new("PutBucketPolicy", "PUT", S3Scope.Bucket, ["policy"], PutAsync)
        {
            Note = new()
            {
                Text = "[evaluated](../guide/serving.md#policies) for every request; a public policy is refused where"
                    + " BlockPublicPolicy is set",
            },
        },
        new("DeleteBucketPolicy", "DELETE", S3Scope.Bucket, ["policy"], DeleteAsync),
        new("GetBucketPolicyStatus", "GET", S3Scope.Bucket, ["policyStatus"], GetStatusAsync),
    ];

    private async Task GetAsync(S3Call call)
    {
        byte[] body = Encoding.UTF8.GetBytes(await GetTextAsync(call));
        call.Context.Response.ContentType = "application/json";
        call.Context.Response.ContentLength = body.Length;
        await call.Context.Response.Body.WriteAsync(body, call.Cancelled);
    }

    private async Task PutAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        string text = await ReadAsync(call);
        if (Parse(text, call.Bucket).IsPublic && await BlocksPublicAsync(call))
        {
            throw S3Errors.AccessDenied(
                "the policy is public, and BlockPublicPolicy of the bucket's public access block is set");
        }

        await policies.SetAsync(call.Bucket, text, call.Cancelled);
        call.Respond(204);
    }

    private async Task DeleteAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        await policies.SetAsync(call.Bucket, text: null, call.Cancelled);
        call.Respond(204);
    }

    /// <summary>Whether it would let everybody in. Whoever has no key of the lake is kept out all the same.</summary>
    private async Task GetStatusAsync(S3Call call)
    {
        bool isPublic = Parse(await GetTextAsync(call), call.Bucket).IsPublic;
        await S3Xml.WriteAsync(
            call, "PolicyStatus", xml => xml.WriteElementString("IsPublic", isPublic ? "true" : "false"));
    }

    private async Task<string> GetTextAsync(S3Call call)
    {
        buckets.Get(call.Bucket);
        return await policies.GetTextAsync(call.Bucket, call.Cancelled) ?? throw new AwsException(
            "NoSuchBucketPolicy", "The bucket policy does not exist", 404)
        { Details = [new("BucketName", call.Bucket)] };
    }

    private async Task<bool> BlocksPublicAsync(S3Call call) =>
        await settings.GetAsync(call.Bucket, "publicAccessBlock", call.Cancelled) is { } block
        && string.Equals(XElement.Parse(block).Text("BlockPublicPolicy"), "true", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="AwsException"><c>MalformedPolicy</c>.</exception>
    private static PolicyDocument Parse(string text, string bucket)
    {
        try
        {
            return PolicyDocument.Parse(text, PolicyKind.Bucket, bucket);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadPolicy)
        {
            throw new AwsException("MalformedPolicy", exception.Message);
        }
    }

    private static async Task<string> ReadAsync(S3Call call)
    {
        byte[] text = new byte[PolicyBytesMax + 1];
        int length = await call.Body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, call.Cancelled);
        return length <= PolicyBytesMax ? Encoding.UTF8.GetString(text, 0, length) : throw new AwsException(
            "PolicyTooLarge",
            string.Create(CultureInfo.InvariantCulture, $"a bucket's policy may have {PolicyBytesMax} bytes"));
    }
}
