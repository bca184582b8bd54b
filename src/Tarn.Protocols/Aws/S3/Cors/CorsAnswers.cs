using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Buckets;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Cors;

/// <summary>
/// Tells browsers which pages of other origins may use a bucket: answers their preflights, which are not signed, and
/// says it in the headers of the answers to what they send ("How does Amazon S3 evaluate the CORS configuration", S3
/// user guide).
/// </summary>
internal sealed class CorsAnswers(BucketSettings settings)
{
    public const string Parameter = "cors";

    private const string AskedMethodHeader = "Access-Control-Request-Method";
    private const string AskedHeadersHeader = "Access-Control-Request-Headers";

    /// <summary>Answers OPTIONS.</summary>
    /// <exception cref="AwsException"><c>BadRequest</c>: it is no preflight; <c>AccessForbidden</c>.</exception>
    public async Task AnswerPreflightAsync(HttpContext context, S3Target target)
    {
        IHeaderDictionary asked = context.Request.Headers;
        string origin = asked.Origin.ToString();
        string method = asked[AskedMethodHeader].ToString();
        if (origin.Length == 0 || method.Length == 0)
        {
            throw new AwsException(
                "BadRequest",
                $"Insufficient information. Origin and {AskedMethodHeader} request headers needed.");
        }

        string[] headers = asked[AskedHeadersHeader].ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<CorsRule> rules = await ReadAsync(target, context.RequestAborted);
        CorsRule rule = rules.FirstOrDefault(rule => rule.Allows(origin, method, headers))
            ?? throw new AwsException(
                "AccessForbidden",
                rules.Count == 0
                    ? "CORSResponse: CORS is not enabled for this bucket."
                    : "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of"
                        + $" Origin, request method / {AskedMethodHeader} or {AskedHeadersHeader} are not whitelisted"
                        + " by the resource's CORS spec.",
                403);
        Write(context.Response.Headers, rule, origin);
        if (headers.Length > 0)
        {
            context.Response.Headers.AccessControlAllowHeaders = string.Join(", ", headers).ToLowerInvariant();
        }

        context.Response.StatusCode = 200;
    }

    /// <summary>Adds the headers for a page that may read the answer, whatever it will be.</summary>
    public async Task DescribeAsync(HttpContext context, S3Target target)
    {
        string origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return;
        }

        IReadOnlyList<CorsRule> rules = await ReadAsync(target, context.RequestAborted);
        if (rules.FirstOrDefault(rule => rule.Allows(origin, context.Request.Method, [])) is { } found)
        {
            Write(context.Response.Headers, found, origin);
        }
    }

    private async Task<IReadOnlyList<CorsRule>> ReadAsync(S3Target target, CancellationToken cancellationToken) =>
        target.Bucket is { } bucket
        && Tarn.Storage.Buckets.IsName(bucket)
        && await settings.GetAsync(bucket, Parameter, cancellationToken) is { } text
            ? CorsRule.ReadAll(XElement.Parse(text))
            : [];

    private static void Write(IHeaderDictionary headers, CorsRule rule, string origin)
    {
        bool isAny = rule.Origins.Contains("*");
        headers.AccessControlAllowOrigin = isAny ? "*" : origin;
        headers.AccessControlAllowMethods = string.Join(", ", rule.Methods);
        if (!isAny)
        {
            headers.AccessControlAllowCredentials = "true";
        }

        if (rule.ExposedHeaders.Count > 0)
        {
            headers.AccessControlExposeHeaders = string.Join(", ", rule.ExposedHeaders);
        }

        if (rule.MaxAgeSeconds is { } seconds)
        {
            headers.AccessControlMaxAge = seconds.ToString(CultureInfo.InvariantCulture);
        }

        headers.Vary = $"Origin, {AskedHeadersHeader}, {AskedMethodHeader}";
    }
}
