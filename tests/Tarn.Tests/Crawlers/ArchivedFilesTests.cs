using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Xunit;

namespace Tarn.Tests.Crawlers;

public sealed class ArchivedFilesTests : IDisposable
{
    private readonly CrawlRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_table_keeps_partitions_that_are_archived_and_queries_that_need_them_say_so()
    {
        _rig.Drop("t/p=1/a.csv", "id,name\n1,a\n");
        _rig.Drop("t/p=2/b.csv", "id,name\n2,b\n");
        await _rig.CrawlAsync();
        await ArchiveAsync("t/p=1/a.csv");

        CrawlReport again = await _rig.CrawlAsync();

        Assert.Equal((2, 2, 0), (again.ObjectsListed, again.ObjectsUnchanged, again.ObjectsVanished));
        Assert.Equal(["2|b"], await _rig.QueryAsync("SELECT id, name FROM raw.t WHERE p = 2"));
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.QueryAsync("SELECT count(*) FROM raw.t"));
        Assert.Equal(ErrorCodes.ObjectArchived, exception.Code);
        Assert.Contains("'t/p=1/a.csv'", exception.Message, StringComparison.Ordinal);

        await RestoreAsync("t/p=1/a.csv");
        Assert.Equal(["2"], await _rig.QueryAsync("SELECT count(*) FROM raw.t"));
    }

    [Fact]
    public async Task A_file_that_was_archived_before_it_was_known_is_looked_at_once_it_is_restored()
    {
        _rig.Drop("t/a.csv", "id,name\n1,a\n");
        await ArchiveAsync("t/a.csv");

        JunkObject junk = Assert.Single((await _rig.CrawlAsync()).Junk);
        Assert.Contains("archived", junk.Reason, StringComparison.Ordinal);
        Assert.Null(await _rig.ColumnsAsync("raw.t"));

        await RestoreAsync("t/a.csv");
        Assert.Empty((await _rig.CrawlAsync()).Junk);
        Assert.Equal(["1|a"], await _rig.QueryAsync("SELECT * FROM raw.t"));
    }

    private Task<long?> ArchiveAsync(string key) => _rig.WithAsync(async lake =>
    {
        LocalObjectStore store = lake.Buckets.GetLocal("raw");
        ObjectInfo found = (await store.HeadAsync(key, Cancellation))!;
        return await store.Archive.ArchiveAsync(found, StorageClasses.Glacier, Cancellation);
    });

    private Task<bool> RestoreAsync(string key) => _rig.WithAsync(lake =>
        lake.Buckets.GetLocal("raw").Archive.RestoreAsync(key, DateTimeOffset.MaxValue, Cancellation));
}
