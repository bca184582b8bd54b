using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Jobs;
using Tarn.State;
using Tarn.Storage.Watching;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Background;

/// <summary>A lake with one crawler on arrival, and processes that serve it.</summary>
internal sealed class ServedCrawlers : IAsyncDisposable
{
    private LakeHost? _host;
    private JobRunner? _runner;
    private SharedTurns? _turns;
    private JobService? _jobs;
    private ArrivalWatch? _watch;

    public ServedCrawlers()
    {
        Lake.Write("crawlers/drops.yaml", "kind: crawler\ntargets: [{zone: raw}]\non_arrival: true\n");
        Lake.Write("data/raw/one/a.csv", "id,name\n1,x\n");
    }

    public LakeRig Lake { get; } = new("zones: {raw: }");

    public CrawlerService Crawlers { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task BeginAsync(bool watches)
    {
        _host = await Lake.OpenAsync();
        _runner = await _host.LockForRunsAsync(Token);
        _turns = new SharedTurns(_runner.ProcessStartedAt);
        _jobs = _host.ServeJobs(_runner, _turns);
        Crawlers = new CrawlerService(
            _host.Crawlers,
            LakeCatalogs.CrawlersOf(_host, TimeProvider.System),
            _host.Documents,
            TimeProvider.System,
            new UlidSource(TimeProvider.System));
        if (watches)
        {
            _watch = await _host.Arrivals.WatchAsync(_jobs, Crawlers, Token);
        }
    }

    public async Task EndAsync()
    {
        if (_host is null)
        {
            return;
        }

        await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Crawlers.DisposeAsync();
        await _jobs!.DisposeAsync();
        _turns!.Dispose();
        _runner!.Dispose();
        _host.Dispose();
        (_host, _watch) = (null, null);
    }

    public async Task PutAsync(string key, string text) => Assert.IsType<PutResult.Stored>(
        await _host!.Buckets.Get("raw").PutAsync(key, Encoding.UTF8.GetBytes(text), PutCondition.None, Token));

    public Task<IReadOnlyList<CrawlRecord>> ListAsync() => Crawlers.ListAsync("drops", Token);

    public async Task<IReadOnlyList<CrawlRecord>> WaitForCrawlsAsync(int count)
    {
        while (true)
        {
            IReadOnlyList<CrawlRecord> crawls = await ListAsync();
            if (crawls.Count >= count)
            {
                return crawls;
            }

            await Task.Delay(20, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Lake.Dispose();
    }
}
