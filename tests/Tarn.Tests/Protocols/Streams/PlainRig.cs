using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Streams;
using Tarn.Security;
using Tarn.State;
using Tarn.Streams;
using Tarn.Streams.Intake;
using Tarn.Testing;

namespace Tarn.Tests.Protocols.Streams;

/// <summary>Plain puts without a network: requests in, status and text out.</summary>
internal sealed class PlainRig : IDisposable
{
    public const string Key = "the key of all clicks";
    public const string Secret = "the secret of all webhooks";

    private readonly TemporaryDirectory _directory = new();
    private readonly StreamEndpoint _endpoint;

    public PlainRig(BeaconRules? beacon = null, WebhookSignature? signature = null)
    {
        SequentialIdSource ids = new();
        Directory.CreateDirectory(_directory.Sub(".tarn"));
        Keys = new AccessKeys(_directory.Sub(".tarn"), ids);
        _endpoint = new StreamEndpoint(new StreamEndpointParts
        {
            Puts = Puts,
            Definitions =
            [
                new StreamDefinition
                {
                    Name = "clicks",
                    Destination = new StreamDestination { Bucket = "raw" },
                    Intake = new StreamIntake { Keys = [Key], Signature = signature, Beacon = beacon },
                },
            ],
            Keys = Keys,
            Documents = new DocumentStore(_directory.Sub(".tarn"), ids),
            IdSource = ids,
            TimeProvider = Clock,
        });
    }

    public ManualTimeProvider Clock { get; } = new();

    public RecordedPuts Puts { get; } = new("clicks", "of-client");

    public AccessKeys Keys { get; }

    /// <summary>A request with the key of the stream.</summary>
    public Task<(int Status, string Text)> PutAsync(string contentType, string body) =>
        SendAsync(contentType, Encoding.UTF8.GetBytes(body), request => request.Headers["X-Api-Key"] = Key);

    public Task<(int Status, string Text)> PutAsync(string contentType, byte[] body, string encoding) => SendAsync(
        contentType,
        body,
        request =>
        {
            request.Headers["X-Api-Key"] = Key;
            request.Headers.ContentEncoding = encoding;
        });

    public async Task<(int Status, string Text)> SendAsync(
        string contentType, byte[] body, Action<HttpRequest>? change = null)
    {
        (DefaultHttpContext context, string text) = await AskAsync(contentType, body, change);
        return (context.Response.StatusCode, text);
    }

    public async Task<(DefaultHttpContext Context, string Text)> AskAsync(
        string contentType, byte[] body, Action<HttpRequest>? change = null)
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = "/streams/clicks";
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body);
        using MemoryStream answer = new();
        context.Response.Body = answer;
        change?.Invoke(context.Request);
        await _endpoint.HandleAsync(context);
        return (context, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>Whether a request is for streams at all.</summary>
    public bool IsFor(string method, string path, Action<HttpRequest>? change = null)
    {
        DefaultHttpContext context = new();
        context.Request.Method = method;
        context.Request.Path = path;
        change?.Invoke(context.Request);
        return _endpoint.IsFor(context.Request);
    }

    public static byte[] Gzip(byte[] body)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    public void Dispose()
    {
        _endpoint.Dispose();
        _directory.Dispose();
    }
}
