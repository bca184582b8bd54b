using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Streams.Bodies;
using Tarn.Streams;
using Tarn.Streams.Intake;

namespace Tarn.Protocols.Streams.Beacons;

/// <summary>
/// Takes what pages in browsers send without a key: <c>navigator.sendBeacon</c> and <c>fetch</c>, of the origins that a
/// stream lists, so many requests of an address in a minute.
/// </summary>
internal sealed class BeaconEndpoint(IStreamPuts puts, TimeProvider timeProvider)
{
    /// <summary>What browsers queue of beacons.</summary>
    public const int BytesMax = 64 * 1024;

    private const string AnyOrigin = "*";
    private const string PreflightSecondsMax = "3600";

    private readonly AddressRates _rates = new(timeProvider);

    /// <summary>Whether a page may send; the answer to a browser that asks before it does.</summary>
    public static void AnswerPreflight(HttpContext context, BeaconRules rules)
    {
        RequireOrigin(context, rules);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.AccessControlAllowMethods = HttpMethods.Post;
        context.Response.Headers.AccessControlAllowHeaders = "content-type";
        context.Response.Headers.AccessControlMaxAge = PreflightSecondsMax;
    }

    /// <exception cref="PlainException">403: another origin; 429: too many; 400, 413: the body.</exception>
    public async Task PutAsync(
        HttpContext context, string stream, BeaconRules rules, CancellationToken cancellationToken)
    {
        RequireOrigin(context, rules);
        if (!_rates.TryTake(stream, context.Connection.RemoteIpAddress, rules.RequestsPerMinute))
        {
            throw PlainException.TooMany($"an address may send {rules.RequestsPerMinute} requests a minute");
        }

        byte[]? body = await PlainBody.TryReadAsync(context.Request, BytesMax, cancellationToken);
        if (body is null)
        {
            return;
        }

        // A beacon of text is "text/plain", whatever it has.
        BodyRecords records = JsonRecords.Read(body);
        PutResult result = await RecordPuts.PutAsync(puts, stream, records, cancellationToken);
        if (result.Accepted == 0)
        {
            throw PlainException.Bad(result.Errors is [var first, ..] ? first.Message : "the body has no records");
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static void RequireOrigin(HttpContext context, BeaconRules rules)
    {
        string origin = context.Request.Headers.Origin.ToString();
        context.Response.Headers.Vary = "Origin";
        if (origin.Length == 0 || !(rules.Origins.Contains(AnyOrigin) || rules.Origins.Contains(origin)))
        {
            throw PlainException.NotAllowed($"pages of the origin '{origin}' may not put into this stream");
        }

        context.Response.Headers.AccessControlAllowOrigin = origin;
    }
}
