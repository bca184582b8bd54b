using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>
/// One request: health and metrics for those who watch, command lines, everything else for AWS's clients.
/// </summary>
internal static class ServerRequests
{
    public static async Task HandleAsync(HttpContext context, ServerEndpoints endpoints, ServerMetrics metrics)
    {
        // A signed request may be for a bucket of that name.
        bool isWatcher = HttpMethods.IsGet(context.Request.Method)
            && !context.Request.Headers.ContainsKey("Authorization");
        switch (context.Request.Path.Value)
        {
            case "/healthz" or "/readyz" when isWatcher:
                await WriteAsync(context, "ok\n");
                return;
            case "/metrics" when isWatcher:
                await WriteAsync(context, metrics.Render());
                return;
        }

        long startedAt = Stopwatch.GetTimestamp();
        metrics.Started();
        try
        {
            await (endpoints.Commands is { } commands && CommandEndpoint.IsFor(context.Request)
                ? commands.HandleAsync(context)
                : endpoints.Aws.HandleAsync(context));
        }
        finally
        {
            metrics.Ended(context.Response.StatusCode, Stopwatch.GetElapsedTime(startedAt));
        }
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }
}
