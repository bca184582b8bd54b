using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Admin.Commands;
using Tarn.Protocols.Flows;
using Tarn.Protocols.Pacing;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>
/// One request: health and metrics for those who watch, command lines, plain puts, everything else for AWS's clients.
/// </summary>
internal static class ServerRequests
{
    private const int MisdirectedRequest = 421;
    private const string RetryAfterSeconds = "5";

    public static async Task HandleAsync(
        HttpContext context, ServerEndpoints endpoints, ServerMetrics metrics, PaceRules paces)
    {
        // A signed request may be for a bucket of that name.
        bool isWatcher = HttpMethods.IsGet(context.Request.Method)
            && !context.Request.Headers.ContainsKey("Authorization");
        switch (context.Request.Path.Value)
        {
            case "/healthz" or "/readyz" when isWatcher:
                RequestSpan.Drop();
                await WriteAsync(context, "ok\n");
                return;
            case "/metrics" when isWatcher && !IsForThisMachine(context):
                context.Response.StatusCode = MisdirectedRequest;
                return;
            case "/metrics" when isWatcher:
                RequestSpan.Drop();
                await WriteAsync(context, metrics.Render());
                return;
        }

        using PacedBody? body = paces.Apply(context);
        context.Response.OnStarting(TellWhenToRetry, context.Response);
        long startedAt = Stopwatch.GetTimestamp();
        metrics.Started();
        try
        {
            await (endpoints.Commands is { } commands && CommandEndpoint.IsFor(context.Request)
                ? commands.HandleAsync(context)
                : endpoints.Hooks is { } hooks && HookEndpoint.IsFor(context.Request) ? hooks.HandleAsync(context)
                : endpoints.Streams is { } streams && streams.IsFor(context.Request) ? streams.HandleAsync(context)
                : endpoints.Aws.HandleAsync(context));
        }
        finally
        {
            if (body is { IsGivenUp: true } && !context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
            }

            RequestSpan.End(context);
            metrics.Ended(context.Response.StatusCode, Stopwatch.GetElapsedTime(startedAt));
        }

        if (body is { IsGivenUp: true })
        {
            // Else the server would wait for the rest of the body.
            throw PacedBody.TooSlow();
        }
    }

    /// <summary>What cannot be done now, such as a write to a full disk, may be possible soon.</summary>
    private static Task TellWhenToRetry(object state)
    {
        HttpResponse response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Whether a request over loopback calls this machine by a name that is always its own. A page in a browser that
    /// has its own name lead here would have the browser send that name.
    /// </summary>
    private static bool IsForThisMachine(HttpContext context)
    {
        string host = context.Request.Host.Host;
        bool isLoopback = context.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(address);
        return !isLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? named) && IPAddress.IsLoopback(named));
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }
}
