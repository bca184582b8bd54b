using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.S3.Access;

/// <summary>Lets requests to S3 through, by the policies of whoever signed and of the buckets that they name.</summary>
internal sealed class S3Access(AccessControl access, BucketPolicies policies, TimeProvider timeProvider)
{
    /// <summary>What the owner may do whatever the policy says, so that nobody locks themselves out.</summary>
    private static readonly HashSet<string> OwnersRights = new(StringComparer.Ordinal)
    {
        "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy",
    };

    /// <exception cref="AwsException"><c>AccessDenied</c>.</exception>
    public async Task RequireAsync(S3Operation operation, S3Call call)
    {
        // Each of its keys is a request of its own.
        if (operation.Name == "DeleteObjects")
        {
            return;
        }

        bool hasVersion = call.Query("versionId") is not null;
        string action = S3Actions.Of(operation.Name, hasVersion)
            ?? throw S3Errors.AccessDenied($"Tarn knows of no permission for {operation.Name}");
        await RequireAsync(call, action, call.Target.Bucket, call.Target.Key);
        if (action == "s3:PutObject" && call.Header(TagText.Header) is not null)
        {
            await RequireAsync(call, "s3:PutObjectTagging", call.Target.Bucket, call.Target.Key);
        }

        if (operation.Marks.Contains(CopySource.Header))
        {
            CopySource source = CopySource.Of(call);
            bool isVersion = call.Header(CopySource.Header)!.Contains("?versionId=", StringComparison.Ordinal);
            await RequireAsync(call, S3Actions.Of("GetObject", isVersion)!, source.Bucket, source.Key);
        }
    }

    /// <summary>Null when whoever signed may do it; otherwise why not.</summary>
    /// <param name="call">The request.</param>
    /// <param name="action">As <c>s3:DeleteObject</c>.</param>
    /// <param name="bucket">Null for the service as a whole.</param>
    /// <param name="key">Null for the bucket as a whole.</param>
    public async ValueTask<string?> FindRefusalAsync(S3Call call, string action, string? bucket, string? key)
    {
        Principal principal = await access.IdentifyAsync(call.Caller.Caller, call.Cancelled);
        if (principal.IsRoot && OwnersRights.Contains(action))
        {
            return null;
        }

        PolicyDocument? policy = bucket is null ? null : await policies.FindAsync(bucket, call.Cancelled);
        if (principal.IsRoot && policy is null)
        {
            return null;
        }

        Dictionary<string, IReadOnlyList<string>> context =
            RequestConditions.Of(call.Context, call.Caller, principal, timeProvider.GetUtcNow());
        S3Conditions.Add(context, call);
        PolicyRequest request = new()
        {
            Principal = principal,
            Action = action,
            Resource = bucket is null ? "*" : key is null ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/{key}",
            Context = context,
        };
        return AccessRefusal.Describe(await access.DecideAsync(request, policy, call.Cancelled), request);
    }

    private async Task RequireAsync(S3Call call, string action, string? bucket, string? key)
    {
        if (await FindRefusalAsync(call, action, bucket, key) is { } refusal)
        {
            throw S3Errors.AccessDenied(refusal);
        }
    }
}
