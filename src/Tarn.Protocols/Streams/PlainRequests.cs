using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Streams;

/// <summary>Tells plain requests from those of AWS's clients, which may be for a bucket of the same name.</summary>
internal static class PlainRequests
{
    private const string AwsStart = "AWS";
    private const string AmazonHeaderStart = "x-amz-";

    /// <summary>Signed in its header or its address, or with a header of AWS's.</summary>
    public static bool IsForAws(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(AwsStart, StringComparison.Ordinal)
        || request.Headers.Keys.Any(name => name.StartsWith(AmazonHeaderStart, StringComparison.OrdinalIgnoreCase))
        || request.Query.ContainsKey("X-Amz-Signature")
        || request.Query.ContainsKey("AWSAccessKeyId");
}
