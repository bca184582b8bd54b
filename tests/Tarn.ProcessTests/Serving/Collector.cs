using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tarn.ProcessTests.Serving;

/// <summary>What spans and metrics are sent to: OTLP as protobuf over HTTP, on a free port.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string? Type, string Body)> _requests = [];

    private Collector()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    /// <summary>As <c>http://127.0.0.1:41234</c>.</summary>
    public string Endpoint => _application.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Types of what was sent to a path.</summary>
    public IEnumerable<string?> TypesAt(string path) =>
        _requests.Where(request => request.Path == path).Select(request => request.Type).Distinct();

    /// <summary>All that was sent to a path, each byte as a letter: texts are in it as they are.</summary>
    public string SentTo(string path) =>
        string.Concat(_requests.Where(request => request.Path == path).Select(request => request.Body));

    /// <summary>How an attribute with a text is written: a <c>KeyValue</c> of opentelemetry/proto/common.</summary>
    public static string Attribute(string name, string value) =>
        $"{name}\x12{(char)(value.Length + 2)}\n{(char)value.Length}{value}";

    public static async Task<Collector> StartAsync()
    {
        Collector collector = new();
        await collector._application.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        _requests.Enqueue((
            context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
    }
}
