using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The span that the HTTP server makes for a request when somebody listens.</summary>
internal static class RequestSpan
{
    /// <summary>Whoever looks every second whether the server is well makes no spans.</summary>
    public static void Drop()
    {
        if (Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>
    /// As OpenTelemetry's conventions for HTTP servers have it: an error is what the server is to blame for.
    /// </summary>
    public static void End(HttpContext context)
    {
        if (Activity.Current is not { } span)
        {
            return;
        }

        int status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
