using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Versions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Versions;

/// <summary>Changes of versions that are killed between two steps, and then made again.</summary>
public sealed class KilledVersionTests : IDisposable
{
    private const int KilledExitCode = 128 + 9;
    private const string Key = "dir/key";

    private readonly TemporaryDirectory _directory = new();
    private readonly LocalObjectStore _store;

    public KilledVersionTests() =>
        _store = new LocalObjectStore("racer", Root, TimeProvider.System, new UlidSource(TimeProvider.System));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => _directory.Sub("racer");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Failpoints.StorageVersionKept, "one")]
    [InlineData(Failpoints.StoragePutBeforeRename, "one")]
    [InlineData(Failpoints.StoragePutAfterRename, "two", "one")]
    public async Task A_put_that_is_killed_leaves_every_version_once(string failpoint, params string[] expected)
    {
        await PutFirstAsync();

        await RunKilledAsync(failpoint, "version-put", Root, Key, "two");
        Assert.Equal(expected, await ContentsAsync());
        await RunAsync("version-put", Root, Key, "two");

        Assert.Equal(["two", .. expected], await ContentsAsync());
        Assert.Equal("two", await ReadAsync());
    }

    [Theory]
    [InlineData(Failpoints.StorageVersionKept, new[] { "one" }, new[] { "marker", "one" })]
    [InlineData(Failpoints.StorageVersionMarked, new[] { "one", "marker" }, new[] { "marker", "one", "marker" })]
    [InlineData(Failpoints.StorageDeleteBeforeUnlink, new[] { "one", "marker" }, new[] { "marker", "one", "marker" })]
    public async Task A_delete_that_is_killed_leaves_the_object(string failpoint, string[] expected, string[] repeated)
    {
        await PutFirstAsync();

        await RunKilledAsync(failpoint, "version-delete", Root, Key);
        Assert.Equal(expected, await ContentsAsync());
        Assert.Equal("one", await ReadAsync());
        await RunAsync("version-delete", Root, Key);

        Assert.Equal(repeated, await ContentsAsync());
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task A_delete_of_the_current_version_that_is_killed_leaves_the_one_before()
    {
        await PutFirstAsync();
        string second = await PutAsync("two");

        await RunKilledAsync(Failpoints.StorageVersionRestored, "version-delete", Root, Key, second);
        Assert.Equal(["one"], await ContentsAsync());
        await RunAsync("version-delete", Root, Key, second);

        Assert.Equal(["one"], await ContentsAsync());
        Assert.Equal("one", await ReadAsync());
    }

    [Fact]
    public async Task A_delete_of_a_marker_that_is_killed_can_be_repeated()
    {
        await PutFirstAsync();
        DeletedVersion marker = await _store.Versions.DeleteAsync(Key, Cancellation);

        await RunKilledAsync(Failpoints.StorageVersionRestored, "version-delete", Root, Key, marker.VersionId!);
        Assert.Equal("one", await ReadAsync());
        await RunAsync("version-delete", Root, Key, marker.VersionId!);

        Assert.Equal(["one"], await ContentsAsync());
        Assert.Equal("one", await ReadAsync());
    }

    private static async Task RunKilledAsync(string failpoint, params string[] arguments)
    {
        using RacerProcess racer = RacerProcess.Start(failpoint, arguments);
        Assert.Equal(KilledExitCode, await racer.WaitAsync(Cancellation));
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using RacerProcess racer = RacerProcess.Start(failpoint: null, arguments);
        Assert.Equal(0, await racer.WaitAsync(Cancellation));
    }

    private async Task PutFirstAsync()
    {
        await _store.Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);
        await PutAsync("one");
    }

    private async Task<string> PutAsync(string content)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
        PutResult result = await _store.Versions.PutAsync(
            Key, bytes, PutCondition.None, attributes: null, Cancellation);
        return ((PutResult.Stored)result).VersionId!;
    }

    private async Task<string?> ReadAsync() =>
        await _store.ReadAsync(Key, Cancellation) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <summary>Of all versions, the newest first.</summary>
    private async Task<List<string>> ContentsAsync()
    {
        List<string> contents = [];
        await foreach (ObjectVersion version in _store.Versions.ListAsync("", Cancellation))
        {
            if (version.IsMarker)
            {
                contents.Add("marker");
                continue;
            }

            using OpenObject? open = await _store.Versions.OpenAsync(Key, version.VersionId, Cancellation);
            contents.Add(await TextOf.AllAsync(open!, Cancellation));
        }

        return contents;
    }
}
