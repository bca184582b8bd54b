using Tarn.Cli.Hosting;
using Tarn.Crawlers;
using Tarn.Crawlers.Watching;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Watching;

/// <summary>A lake with one crawler that starts by itself, and a clock that moves when the test says so.</summary>
internal sealed class WatchRig : ICrawlStarter, IDisposable
{
    private readonly LakeRig _lake;
    private LakeHost? _host;
    private CrawlWatch? _watch;

    public WatchRig()
    {
        _lake = new LakeRig("zones: {raw: }") { TimeProvider = Clock };
        Directory.CreateDirectory(Path.Combine(_lake.Directory, "data", "raw"));
    }

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>What each crawl that was started was started by.</summary>
    public List<CrawlCause> Crawls { get; } = [];

    public List<CrawlReport> Reports { get; } = [];

    /// <summary>What a crawl that is started ends as; only those that are done look at files.</summary>
    public CrawlOutcome Outcome { get; set; } = CrawlOutcome.Done;

    /// <summary>Called at the end of each crawl, before the watch knows of it.</summary>
    public Action? OnCrawled { get; set; }

    public void Dispose()
    {
        _host?.Dispose();
        _lake.Dispose();
    }

    public void Drop(string key, string text) => _lake.Write($"data/raw/{key}", text);

    public void Delete(string key) => File.Delete(Path.Combine(_lake.Directory, "data", "raw", key));

    /// <summary>Opens the lake and begins to watch, as a new process would.</summary>
    public async Task BeginAsync(string trigger)
    {
        _host?.Dispose();
        _lake.Write(
            "crawlers/all.yaml", $"kind: crawler\ntargets: [{{zone: raw, exclude: ['**/*.tmp']}}]\n{trigger}\n");
        _host = await _lake.OpenAsync();
        _watch = _host.Watch(_host.Definition.Crawlers, this);
    }

    /// <summary>Moves the clock and lets the watch look.</summary>
    public Task<TimeSpan> TurnAsync(TimeSpan later)
    {
        Clock.Advance(later);
        return _watch!.TurnAsync(TestContext.Current.CancellationToken);
    }

    public async Task<CrawlOutcome> CrawlAsync(
        CrawlerDefinition crawler, CrawlCause cause, CancellationToken cancellationToken)
    {
        Crawls.Add(cause);
        if (Outcome == CrawlOutcome.Done)
        {
            Reports.Add(await _host!.Crawlers.RunAsync(crawler, isDryRun: false, progress: null, cancellationToken));
            OnCrawled?.Invoke();
        }

        return Outcome;
    }
}
