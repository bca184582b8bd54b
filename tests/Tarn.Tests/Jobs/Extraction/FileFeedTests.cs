using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Feeds of sources of type <c>files</c>.</summary>
public sealed class FileFeedTests : IDisposable
{
    private readonly TemporaryDirectory _drops = new();
    private readonly LakeRig _lake = new()
    {
        LakeYaml = "version: 1\nzones: {raw: }\nsecurity: {outbound: {allow: [127.0.0.1]}}\n",
    };

    public void Dispose()
    {
        _lake.Dispose();
        _drops.Dispose();
    }

    [Fact]
    public async Task Files_that_a_pattern_names_are_copied_once()
    {
        Drop("invoices/a.csv", "id\n1\n");
        Drop("invoices/2024/b.csv", "id\n2\n");
        Drop("invoices/same.csv", "id\n1\n");
        Drop("invoices/c.txt", "no");
        Drop("other/d.csv", "no");
        Define("files: invoices/**/*.csv");

        StepReport first = (await _lake.RunAsync()).Steps.Single();
        StepReport again = (await _lake.RunAsync()).Steps.Single();
        Drop("invoices/a.csv", "id\n1\n10\n");
        StepReport changed = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal(("drops.invoices", RunState.Succeeded, 2L), (first.Table, first.State, first.OutputFiles));
        Assert.Equal((RunState.UpToDate, 0), (again.State, again.Notes.Count));
        Assert.Equal((RunState.Succeeded, 1L), (changed.State, changed.OutputFiles));
        Assert.Equal(3, (await KeysAsync()).Count);
        Assert.All(await KeysAsync(), key => Assert.Matches("^in/[0-9a-f]{64}[.]csv[.]gz$", key));
    }

    [Fact]
    public async Task Links_empty_files_and_hidden_ones_are_left_out()
    {
        Drop("a.csv", "id\n1\n");
        Drop("empty.csv", "");
        Drop(".hidden.csv", "no");
        using TemporaryDirectory outside = new();
        File.WriteAllText(Path.Combine(outside.Path, "secret.csv"), "secret");
        File.CreateSymbolicLink(
            Path.Combine(_drops.Path, "link.csv"), Path.Combine(outside.Path, "secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(_drops.Path, "linked"), outside.Path);
        Define("files: \"**/*.csv\"");

        StepReport step = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal(1, step.OutputFiles);
    }

    [Fact]
    public async Task What_is_compressed_is_stored_as_it_is()
    {
        Drop("a.csv.gz", "as if");
        Define("files: \"*.gz\"");

        await _lake.RunAsync();

        Assert.Matches("^in/[0-9a-f]{64}[.]csv[.]gz$", Assert.Single(await KeysAsync()));
        using LakeHost host = await _lake.OpenAsync();
        byte[]? content = await host.Buckets.Get("raw").ReadAsync((await KeysAsync())[0], CancellationToken.None);
        Assert.Equal("as if"u8.ToArray(), content);
    }

    [Fact]
    public async Task Urls_are_fetched_again_only_when_their_content_is_another()
    {
        string tag = "\"v1\"";
        await using StubHttpServer server = new(request =>
            request.Headers.GetValueOrDefault("If-None-Match") == tag
                ? new StubHttpAnswer(304)
                : StubHttpAnswer.Text($"rates of {tag}") with
                {
                    Headers = new Dictionary<string, string> { ["ETag"] = tag },
                });
        Define($"urls: \"{server.Url}/rates.csv\"");

        StepReport first = (await _lake.RunAsync()).Steps.Single();
        StepReport again = (await _lake.RunAsync()).Steps.Single();
        tag = "\"v2\"";
        StepReport changed = (await _lake.RunAsync()).Steps.Single();

        Assert.Equal((1L, 0L, 1L), (first.OutputFiles, again.OutputFiles, changed.OutputFiles));
        Assert.Empty(again.Notes);
        Assert.Equal(2, (await KeysAsync()).Count);
    }

    private void Drop(string path, string text)
    {
        string full = Path.Combine(_drops.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private void Define(string feed) => _lake.Write("sources/drops.yaml", $$"""
        kind: source
        type: files
        directories: ["{{_drops.Path}}"]
        feeds:
          invoices: {into: {bucket: raw, prefix: in/}, {{feed}}}
        """);

    private async Task<IReadOnlyList<string>> KeysAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Buckets.Get("raw").ListAsync("", CancellationToken.None)
            .Select(info => info.Key)
            .ToListAsync(CancellationToken.None);
    }
}
