using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Client;

/// <summary>Finds out whether the server is there that left its record.</summary>
internal static class ServerConnection
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Null when nobody answers, or somebody else: the server was killed. One that hangs has the lake's lock still,
    /// which whoever goes on without it will be told.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1007</c>: the server is of another version.</exception>
    public static async Task<CommandSocket?> TryOpenAsync(ServerRecord record, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(AnswerTimeMax);
        ClientWebSocket socket = new();
        try
        {
            Configure(socket.Options, record);
            await socket.ConnectAsync(AddressOf(record), late.Token);
            return new CommandSocket(socket);
        }
        catch (Exception exception) when (exception is WebSocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            bool isOther = socket.HttpStatusCode == HttpStatusCode.Conflict;
            string? version = socket.HttpResponseHeaders?
                .GetValueOrDefault(CommandProtocol.VersionHeader)?.FirstOrDefault();
            socket.Dispose();
            return isOther && version is not null ? throw IsOfOtherVersion(record, version) : null;
        }
    }

    /// <summary>Sends to a server that may be gone; whoever receives from it notices.</summary>
    public static async Task TrySendAsync(CommandSocket socket, FrameKind kind, byte[]? payload = null)
    {
        try
        {
            await socket.SendAsync(kind, payload ?? [], CancellationToken.None);
        }
        catch (Exception exception) when (exception
            is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone, or closed because the command has ended.
        }
    }

    private static void Configure(ClientWebSocketOptions options, ServerRecord record)
    {
        options.CollectHttpResponseDetails = true;
        options.Proxy = null;
        options.SetRequestHeader("Authorization", new CommandToken(record.Token!).Header);
        options.SetRequestHeader(CommandProtocol.VersionHeader, VersionCommand.Current);
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.GetCertHashString(HashAlgorithmName.SHA256) == record.CertificateSha256;
    }

    private static Uri AddressOf(ServerRecord record)
    {
        UriBuilder address = new(record.Endpoint) { Path = CommandProtocol.Path };
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        return address.Uri;
    }

    private static TarnException IsOfOtherVersion(ServerRecord record, string version) => new(
        ErrorCodes.ServerDiffers,
        $"the lake is served by tarn {version}, process {record.ProcessId}, and this is tarn {VersionCommand.Current}")
    {
        Hint = "stop that server and start it with this version",
    };
}
