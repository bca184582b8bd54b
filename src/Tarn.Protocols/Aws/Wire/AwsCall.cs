using Microsoft.AspNetCore.Http;
using Tarn.Security;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>What every operation may know of the request it answers.</summary>
internal sealed record AwsCall
{
    /// <summary>A UUID; the client sees it, and so does the log.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who signed.</summary>
    public required AccessKey Caller { get; init; }

    /// <summary>The request itself.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>As the client signed for it. Tarn has one region, whatever it is called.</summary>
    public required string Region { get; init; }
}
