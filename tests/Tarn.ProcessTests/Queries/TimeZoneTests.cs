using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Queries;

/// <summary>The machine's time zone changes no result.</summary>
public sealed class TimeZoneTests : IDisposable
{
    private readonly LakeRig _lake = new();

    public TimeZoneTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Write("crawlers/logs.yaml", "kind: crawler\ntargets:\n  - zone: raw\n");
        _lake.Write(
            "data/raw/web/a.log",
            "10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 12\n"
                + "10.0.0.1 - - [17/May/2015:10:05:03 -0500] \"GET /y HTTP/1.1\" 200 12\n");
    }

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    public async Task Moments_with_an_offset_are_the_same_everywhere(string timeZone)
    {
        Assert.Equal(0, (await TarnAsync(timeZone, "crawl")).ExitCode);

        TarnResult result = await TarnAsync(
            timeZone, "query", "SELECT timestamp::VARCHAR AS at FROM raw.web ORDER BY timestamp", "-o", "csv");

        Assert.Equal("at\n2015-05-17 10:05:03\n2015-05-17 15:05:03\n", result.Output.ReplaceLineEndings("\n"));
    }

    private async Task<TarnResult> TarnAsync(string timeZone, params string[] arguments)
    {
        using TarnProcess process = TarnProcess.Start(
            ["-C", _lake.Directory, .. arguments], new Dictionary<string, string> { ["TZ"] = timeZone });
        return await process.WaitAsync();
    }
}
