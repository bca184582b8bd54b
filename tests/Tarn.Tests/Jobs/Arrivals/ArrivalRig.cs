using System.Text;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers.Background;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Watching;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Arrivals;

/// <summary>A lake of which one process has a watch on arrivals, as a server has.</summary>
internal sealed class ArrivalRig : IAsyncDisposable
{
    private LakeHost? _host;
    private JobRunner? _runner;
    private SharedTurns? _turns;
    private JobService? _jobs;
    private CrawlerService? _crawlers;
    private ArrivalWatch? _watch;

    public LakeRig Lake { get; } = EventsLake.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task BeginAsync()
    {
        _host = await Lake.OpenAsync();
        _runner = await _host.LockForRunsAsync(Cancellation);
        _turns = new SharedTurns(_runner.ProcessStartedAt);
        _jobs = _host.ServeJobs(_runner, _turns);
        _crawlers = new CrawlerService(
            _host.Crawlers,
            LakeCatalogs.CrawlersOf(_host, TimeProvider.System),
            _host.Documents,
            TimeProvider.System,
            new SequentialIdSource());
        _watch = await _host.Arrivals.WatchAsync(_jobs, _crawlers, Cancellation);
    }

    public async Task EndAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
            await _jobs!.DisposeAsync();
            await _crawlers!.DisposeAsync();
            _turns!.Dispose();
            _runner!.Dispose();
            _host!.Dispose();
            _watch = null;
        }
    }

    /// <summary>Puts a file of events through the process, as a request would.</summary>
    public async Task PutAsync(string name, params string[] lines) => Assert.IsType<PutResult.Stored>(
        await _host!.Buckets.Get("raw").PutAsync(
            $"events/{name}.csv",
            Encoding.UTF8.GetBytes("id,day,kind,amount\n" + string.Join('\n', lines) + "\n"),
            PutCondition.None,
            Cancellation));

    /// <summary>Waits until the table has so many rows; another number for long is a failure of the test.</summary>
    public async Task WaitForRowsAsync(int count)
    {
        while ((await CountAsync()) != count)
        {
            await Task.Delay(20, Cancellation);
        }
    }

    public async Task<IReadOnlyList<RunReport>> RunsAsync() => await _host!.Runs.ListAsync(100, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Lake.Dispose();
    }

    private async Task<long> CountAsync()
    {
        CatalogTable.Managed table = _host!.Tables.GetModelTable(TableName.Parse("staging.events"));
        return await _host.Tables.FindSnapshotAsync(table, Cancellation) is { } snapshot
            ? snapshot.Files.Sum(file => file.RowCount ?? 0)
            : 0;
    }
}
