using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Admin.Commands;

/// <summary>
/// Lets the command lines of this machine run in the server: a WebSocket each, for who knows the server's token and has
/// its version.
/// </summary>
/// <param name="token">Of this start of the server.</param>
/// <param name="version">Of the program.</param>
/// <param name="runner">Runs them.</param>
public sealed class CommandEndpoint(CommandToken token, string version, ICommandRunner runner)
{
    public static bool IsFor(HttpRequest request) => request.Path == CommandProtocol.Path;

    public async Task HandleAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!IsOfThisMachine(context.Connection) || !token.IsIn(request.Headers.Authorization))
        {
            await RefuseAsync(context, HttpStatusCode.Unauthorized, "the token of this server is wanted");
            return;
        }

        context.Response.Headers[CommandProtocol.VersionHeader] = version;
        if (request.Headers[CommandProtocol.VersionHeader] != version)
        {
            await RefuseAsync(context, HttpStatusCode.Conflict, $"this server has version {version}");
        }
        else if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, HttpStatusCode.UpgradeRequired, "a WebSocket is wanted");
        }
        else
        {
            using CommandSocket socket = new(await context.WebSockets.AcceptWebSocketAsync());
            await RunAsync(socket, context.RequestAborted);
        }
    }

    /// <summary>To an address of its own a machine talks without a network.</summary>
    private static bool IsOfThisMachine(ConnectionInfo connection) => connection.RemoteIpAddress is { } address
        && (IPAddress.IsLoopback(address) || address.Equals(connection.LocalIpAddress));

    private async Task RunAsync(CommandSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (await socket.ReceiveAsync(cancellationToken) is { Kind: FrameKind.Call } call)
            {
                await runner.RunAsync(CommandProtocol.ReadRequest(call), socket, cancellationToken);
            }

            await socket.CloseAsync(cancellationToken);
        }
        catch (Exception exception) when (exception
            is JsonException or WebSocketException or OperationCanceledException)
        {
            // Not a client, or one that is gone: there is nobody to tell.
        }
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string message)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
