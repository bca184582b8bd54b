using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tarn.Common;

namespace Tarn.Bench.Serving;

/// <summary>
/// What any server on Kestrel must do: PUT writes a file, syncs it and gives it its name, without syncing the
/// directory; GET reads a file; POST parses JSON. Nothing is checked.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BareServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<BareServer> StartAsync(string directory)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication application = builder.Build();
        application.Run(context => HandleAsync(context, directory));
        await application.StartAsync();
        return new BareServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task HandleAsync(HttpContext context, string directory)
    {
        string path = Path.Join(directory, Path.GetFileName(context.Request.Path.Value));
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using MemoryStream content = new();
            await context.Request.Body.CopyToAsync(content);
            await BlockingIo.RunAsync(() => Write(path, content), CancellationToken.None);
            context.Response.ContentLength = 0;
            return;
        }

        if (HttpMethods.IsPost(context.Request.Method))
        {
            using MemoryStream content = new();
            await context.Request.Body.CopyToAsync(content);
            Parse(content.GetBuffer().AsSpan(0, (int)content.Length));
            context.Response.ContentLength = 0;
            return;
        }

        byte[] found = await BlockingIo.RunAsync(() => File.ReadAllBytes(path), CancellationToken.None);
        context.Response.ContentLength = found.Length;
        await context.Response.Body.WriteAsync(found);
    }

    private static void Parse(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
        }
    }

    private static void Write(string path, MemoryStream content)
    {
        using (FileStream file = new(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content.GetBuffer(), 0, (int)content.Length);
            DurableFile.Flush(file.SafeFileHandle, path);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
