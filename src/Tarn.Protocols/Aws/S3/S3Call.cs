using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3;

/// <summary>One request to S3 that has been let in.</summary>
internal sealed record S3Call
{
    public required HttpContext Context { get; init; }

    public required RequestHead Head { get; init; }

    public required S3Target Target { get; init; }

    public required AwsCall Caller { get; init; }

    /// <summary>For what is told while the request runs, such as the keys in its body.</summary>
    public required S3Access Access { get; init; }

    /// <summary>
    /// The body as it is meant: out of its frames, and checked against what was signed while it is read.
    /// </summary>
    public required Stream Body { get; init; }

    /// <exception cref="InvalidOperationException">The route is one without a bucket.</exception>
    public string Bucket => Target.Bucket ?? throw new InvalidOperationException("the request names no bucket");

    /// <exception cref="InvalidOperationException">The route is one without a key.</exception>
    public string Key => Target.Key ?? throw new InvalidOperationException("the request names no key");

    public CancellationToken Cancelled => Context.RequestAborted;

    /// <summary>The header, or null when it is absent or empty.</summary>
    public string? Header(string name) =>
        Context.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A parameter of the query string; null when it is absent.</summary>
    public string? Query(string name) => Head.QueryValue(name);

    public void Respond(int status) => Context.Response.StatusCode = status;

    public void SetHeader(string name, string? value)
    {
        if (value is not null)
        {
            Context.Response.Headers[name] = value;
        }
    }
}
