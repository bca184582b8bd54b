using Tarn.Catalog;
using Tarn.Tables;
using Tarn.Tests.Tables;
using Xunit;

namespace Tarn.Tests.Catalog;

public sealed class SnapshotCacheTests : IDisposable
{
    private readonly LakeTableRig _rig = new();
    private readonly SnapshotCache _cache = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_log_is_read_again_only_when_it_has_changed()
    {
        Assert.Null(await LoadAsync());
        await WriteAsync();

        TableSnapshot? first = await LoadAsync();

        Assert.Equal(0, first?.Version);
        Assert.Same(first, await LoadAsync());
        await WriteAsync();
        Assert.Equal(1, (await LoadAsync())?.Version);
    }

    [Fact]
    public async Task A_table_that_another_took_the_place_of_is_read_anew()
    {
        await WriteAsync();
        TableSnapshot? first = await LoadAsync();
        Directory.Delete(_rig.TableDirectory, recursive: true);
        Assert.Null(await LoadAsync());
        await WriteAsync();

        TableSnapshot? second = await LoadAsync();

        Assert.Equal(first?.Version, second?.Version);
        Assert.NotEqual(first?.Id, second?.Id);
    }

    private Task<TableSnapshot?> LoadAsync() =>
        _cache.LoadAsync("curated.trips", _rig.Table, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<WrittenFile>> WriteAsync() =>
        _rig.WriteAsync(WriteMode.Append, "SELECT 1 AS i", [new("i", "INTEGER")]);
}
