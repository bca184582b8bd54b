using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Attributes;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>
/// The header <c>x-amz-expiration</c> of GET, HEAD, PUT and the like: when a rule deletes the object, and which one.
/// </summary>
internal sealed class ExpirationHeader(LifecycleStore store)
{
    public async Task WriteAsync(S3Call call, AttributedObject found)
    {
        if (await store.GetAsync(call.Bucket, call.Cancelled) is { } configuration
            && new LifecycleEvaluator(configuration).FindExpiry(found) is { } expiry)
        {
            call.SetHeader(
                "x-amz-expiration",
                $"expiry-date=\"{S3Time.Header(expiry.At)}\", rule-id=\"{Uri.EscapeDataString(expiry.Rule)}\"");
        }
    }
}
