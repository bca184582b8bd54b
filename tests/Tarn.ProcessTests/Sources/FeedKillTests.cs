using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Sources;

/// <summary>A run that fetches pages is killed after the first and run again: each page is there once.</summary>
public sealed class FeedKillTests
{
    [Fact]
    public async Task Each_page_is_there_once()
    {
        await using StubHttpServer server = new(request => StubHttpAnswer.Text(
            request.Target.EndsWith('3') ? "null" : $"{{\"page\": \"{request.Target}\"}}"));
        using LakeRig lake = new()
        {
            LakeYaml = """
                version: 1
                zones: {raw: }
                security: {outbound: {allow: [127.0.0.1]}}
                tables:
                  raw.pages: {files: pages/*.json.gz, format: json, columns: {page: varchar}}
                """,
        };
        lake.Write("sources/web.yaml", $$"""
            kind: source
            type: http
            connection: {url: "{{server.Url}}"}
            feeds:
              pages: {into: {bucket: raw}, path: pages, pagination: {page: p} }
            """);
        lake.Write("lake.yaml", lake.LakeYaml);
        using TarnProcess process = TarnProcess.Start(
            ["-C", lake.Directory, "run"],
            new Dictionary<string, string> { ["TARN_FAILPOINT"] = Failpoints.SourcesObjectPut });
        Assert.Equal(TarnProcess.Killed, (await process.WaitAsync()).ExitCode);

        TarnResult again = await TarnProcess.RunAsync("-C", lake.Directory, "run");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(
            ["/pages?p=1", "/pages?p=2"], await lake.QueryAsync("SELECT page FROM raw.pages ORDER BY 1"));
    }
}
