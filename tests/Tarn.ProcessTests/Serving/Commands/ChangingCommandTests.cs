using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>Commands that change a lake which a server has, or that tell of its times.</summary>
public sealed class ChangingCommandTests(ServedLake lake) : IClassFixture<ServedLake>
{
    [Fact]
    public async Task They_are_done()
    {
        lake.Lake.Write("data/raw/drops/visits/a.csv", "id,city\n1,Oslo\n2,Rome\n");
        await RunAsync("run");
        await RunAsync("run", "--full-refresh", "-o", "json");
        await RunAsync("crawl");
        await RunAsync("query", "CREATE DATABASE IF NOT EXISTS shop");
        await RunAsync("catalog", "comment", "curated.totals", "sums");
        await RunAsync("catalog", "rename", "raw.visits", "shop.visits");
        await RunAsync("catalog", "drop", "shop.visits", "--with-data", "--yes");
        await RunAsync("catalog", "undrop", "shop.visits");
        await RunAsync("tables", "properties", "curated.totals", "--set", "delta.enableChangeDataFeed=true");
        await RunAsync("run", "--full-refresh");
        await RunAsync("tables", "restore", "curated.totals", "0", "--yes");
        await RunAsync("tables", "optimize", "curated.totals");
        await RunAsync("tables", "checkpoint", "curated.totals");
        await RunAsync("tables", "vacuum", "curated.totals", "--yes");
        await RunAsync("bookmark", "reset", "curated.totals", "--yes");
        await RunAsync("show", "curated.totals");
        await RunAsync("runs", "list");
        await RunAsync("query", "--stats", "stats.json", "SELECT 1 AS a");

        Assert.Equal("n\n2\n", (await RunAsync("query", "-o", "csv", "SELECT count(*) AS n FROM shop.visits")).Output);
        Assert.Contains("sums", (await RunAsync("show", "curated.totals")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "WRITE", (await RunAsync("history", "curated.totals")).Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<TarnResult> RunAsync(params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(["-C", lake.Lake.Directory, .. arguments]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }
}
