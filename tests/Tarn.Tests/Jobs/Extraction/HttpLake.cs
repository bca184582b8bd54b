using System.IO.Compression;
using Tarn.Cli.Hosting;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Testing;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>A lake with a source <c>fx</c>, which is an HTTP service of this machine.</summary>
internal sealed class HttpLake : IAsyncDisposable
{
    public HttpLake()
    {
        Server = new StubHttpServer(request =>
            Answers.GetValueOrDefault(request.Target)?.Invoke(request) ?? new StubHttpAnswer(404));
        Rig = new LakeRig
        {
            LakeYaml = """
                version: 1
                zones: {raw: , curated: }
                security: {outbound: {allow: [127.0.0.1]}}
                """,
        };
    }

    public LakeRig Rig { get; }

    public StubHttpServer Server { get; }

    /// <summary>By path and query; status 404 for others.</summary>
    public Dictionary<string, Func<StubHttpRequest, StubHttpAnswer>> Answers { get; } = [];

    public void Answer(string target, string body, params (string Name, string Value)[] headers) =>
        Answers[target] = _ => StubHttpAnswer.Text(body) with
        {
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        };

    public void Define(string feed, string connection = "timeout: 10s")
    {
        Rig.Write("secret", "s3cret\n");
        Rig.Write("sources/fx.yaml", $$"""
            kind: source
            type: http
            connection:
              url: "{{Server.Url}}/v1"
              {{connection}}
            feeds:
              rates: {into: {bucket: raw, prefix: fx/}, {{feed}}}
            """);
    }

    public async Task<IReadOnlyList<(string Key, string Content, ObjectAttributes Attributes)>> ObjectsAsync()
    {
        using LakeHost host = await Rig.OpenAsync();
        List<(string, string, ObjectAttributes)> found = [];
        IObjectStore bucket = host.Buckets.Get("raw");
        await foreach (ObjectInfo info in bucket.ListAsync("", CancellationToken.None))
        {
            await using Stream content = await bucket.OpenReadAsync(info.Key, CancellationToken.None);
            using StreamReader text = new(new GZipStream(content, CompressionMode.Decompress));
            AttributedObject? described =
                await host.Buckets.GetLocal("raw").FindAsync(info.Key, CancellationToken.None);
            found.Add((info.Key, await text.ReadToEndAsync(), described!.Attributes));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        Rig.Dispose();
        await Server.DisposeAsync();
    }
}
