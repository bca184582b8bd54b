using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Archive;

public sealed class KilledArchiverTests : IDisposable
{
    private const int KilledExitCode = 128 + 9;

    private readonly ArchiveRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(Failpoints.StoragePutBeforeRename, false)]
    [InlineData(Failpoints.StoragePutAfterRename, true)]
    [InlineData(Failpoints.StorageArchivePacked, true)]
    [InlineData(Failpoints.StorageDeleteBeforeUnlink, true)]
    public async Task A_killed_archiver_leaves_an_object_that_reads_and_can_be_archived(string failpoint, bool isPacked)
    {
        ObjectInfo put = await _rig.PutAsync("a/b", "content", null, Cancellation);

        await RunKilledAsync(failpoint, "archive");

        Assert.Equal("content", await _rig.ReadAsync("a/b", Cancellation));
        Assert.Equal([put], await _rig.ListAsync(Cancellation));
        Assert.Equal(isPacked, await _rig.Store.Archive.FindAsync("a/b", Cancellation) is not null);
        Assert.Equal(isPacked, await _rig.Store.Archive.DropLeftoverAsync(put, Cancellation));
        Assert.Equal("content", await _rig.ReadAsync("a/b", Cancellation));
        Assert.NotNull(await _rig.Store.Archive.ArchiveAsync(put, StorageClasses.Glacier, Cancellation));
        Assert.Equal([put with { IsArchived = true }], await _rig.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(Failpoints.StoragePutBeforeRename, false)]
    [InlineData(Failpoints.StoragePutAfterRename, true)]
    public async Task A_killed_restore_leaves_the_archived_object_or_the_whole_copy(string failpoint, bool isRestored)
    {
        ObjectInfo put = await _rig.PutAsync("a/b", "content", null, Cancellation);
        await _rig.Store.Archive.ArchiveAsync(put, StorageClasses.Glacier, Cancellation);

        await RunKilledAsync(failpoint, "restore");

        Assert.Equal(!isRestored, await _rig.Store.Archive.RestoreAsync("a/b", DateTimeOffset.MaxValue, Cancellation));
        Assert.Equal("content", await _rig.ReadAsync("a/b", Cancellation));
        Assert.NotNull((await _rig.Store.FindAsync("a/b", Cancellation))!.Attributes.Restore!.ExpiresAt);
    }

    [Theory]
    [InlineData(Failpoints.StoragePutBeforeRename, true)]
    [InlineData(Failpoints.StoragePutAfterRename, false)]
    public async Task A_killed_put_over_an_archived_object_leaves_the_old_or_the_new_one(string failpoint, bool isOld)
    {
        await _rig.PutArchivedAsync("a/b", "old", PutCondition.None, Cancellation);

        using RacerProcess racer = RacerProcess.Start(failpoint, "put", _rig.Root, "a/b", "new");
        Assert.Equal(KilledExitCode, await racer.WaitAsync(Cancellation));

        ObjectInfo left = Assert.Single(await _rig.ListAsync(Cancellation));
        Assert.Equal(isOld, left.IsArchived);
        if (!isOld)
        {
            Assert.Equal("new", await _rig.ReadAsync("a/b", Cancellation));
            Assert.True(await _rig.Store.Archive.DropLeftoverAsync(left, Cancellation));
            Assert.Equal("new", await _rig.ReadAsync("a/b", Cancellation));
        }
    }

    private async Task RunKilledAsync(string failpoint, string verb)
    {
        using RacerProcess racer = RacerProcess.Start(failpoint, verb, _rig.Root, "a/b");
        Assert.Equal(KilledExitCode, await racer.WaitAsync(Cancellation));
    }
}
