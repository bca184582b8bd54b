using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crawlers;

/// <summary><c>tarn crawl --watch</c> with real files, a real clock and a real Ctrl-C.</summary>
public sealed class CrawlWatchTests : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly LakeRig _lake = new("zones: {raw: }");

    public CrawlWatchTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets: [{zone: raw}]\non_arrival: true\n");
        _lake.Write("data/raw/early/a.csv", "id,amount\n1,2.5\n");
    }

    public void Dispose() => _lake.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Dropped_files_are_tables_soon_and_Ctrl_C_ends_the_watch()
    {
        using TarnProcess watch = TarnProcess.Start(["-C", _lake.Directory, "crawl", "--watch", "drops"]);
        await UntilThereIsAsync("raw.early");
        _lake.Write("data/raw/late/b.csv", "id,name\n1,x\n");
        await UntilThereIsAsync("raw.late");
        using (LakeLock.Acquire(Path.Combine(_lake.Directory, ".tarn")))
        {
            await watch.InterruptAsync();
        }

        TarnResult result = await watch.WaitAsync();

        Assert.Equal(TarnProcess.Interrupted, result.ExitCode);
        Assert.Contains("raw.late\tcreated", result.Output, StringComparison.Ordinal);
        Assert.Contains("the watch has ended", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("error", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>Until the entry is there and the crawl that wrote it has given the lake back.</summary>
    private async Task UntilThereIsAsync(string table)
    {
        while (true)
        {
            using (LakeHost host = await _lake.OpenAsync())
            {
                if (await host.Entries.FindAsync(TableName.Parse(table), TestContext.Current.CancellationToken)
                        is not null
                    && IsFree())
                {
                    return;
                }
            }

            await Task.Delay(LookInterval, TestContext.Current.CancellationToken);
        }
    }

    private bool IsFree()
    {
        try
        {
            LakeLock.Acquire(Path.Combine(_lake.Directory, ".tarn")).Dispose();
            return true;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.LakeLocked)
        {
            return false;
        }
    }
}
