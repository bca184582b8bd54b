using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Versions;

public sealed class BucketVersionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly Buckets _buckets;

    public BucketVersionsTests() => _buckets = new Buckets(_directory.Path, _clock, new UlidSource(_clock));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalObjectStore Store => _buckets.GetLocal("raw");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_bucket_is_not_deleted_while_it_has_versions()
    {
        await EnableAsync();
        string version = await PutAsync("a", "x");
        DeletedVersion marker = await Store.Versions.DeleteAsync("a", Cancellation);

        Assert.False(await _buckets.TryDeleteAsync("raw", Cancellation));
        await Store.Versions.DeleteAsync("a", version, Cancellation);
        Assert.False(await _buckets.TryDeleteAsync("raw", Cancellation));
        await Store.Versions.DeleteAsync("a", marker.VersionId!, Cancellation);

        Assert.True(await _buckets.TryDeleteAsync("raw", Cancellation));
        Assert.Equal(VersioningStatus.Unversioned, await Store.Versions.GetStatusAsync(Cancellation));
    }

    [Fact]
    public async Task An_older_version_has_been_so_since_the_next_one_came()
    {
        await EnableAsync();
        await PutAsync("a", "one");
        _clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset replaced = _clock.GetUtcNow();
        await Store.Versions.DeleteAsync("a", Cancellation);
        _clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset again = _clock.GetUtcNow();
        await PutAsync("a", "two");

        ObjectVersion[] versions = await Store.Versions.ListAsync("", Cancellation).ToArrayAsync(Cancellation);

        Assert.Equal([false, true, false], versions.Select(version => version.IsMarker));
        Assert.Equal([true, false, false], versions.Select(version => version.IsLatest));
        Assert.Null(versions[0].NoncurrentSince);
        Assert.Equal(again, versions[1].NoncurrentSince!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(replaced, versions[2].NoncurrentSince!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Versions_are_no_files_of_the_bucket_for_others()
    {
        await EnableAsync();
        await PutAsync("dir/a.csv", "one");
        await PutAsync("dir/a.csv", "two");
        await PutAsync("dir/b.csv", "three");
        await Store.Versions.DeleteAsync("dir/b.csv", Cancellation);

        string[] listed = await Store.ListAsync("", Cancellation).Select(found => found.Key).ToArrayAsync(Cancellation);

        Assert.Equal(["dir/a.csv"], listed);
        Assert.Equal("two", await File.ReadAllTextAsync(Store.EnginePath("dir/a.csv"), Cancellation));
    }

    [Fact]
    public async Task A_link_that_is_replaced_leaves_the_content_of_its_target()
    {
        await EnableAsync();
        await PutAsync("target", "of the target");
        File.CreateSymbolicLink(Store.EnginePath("link"), "target");

        string version = await PutAsync("link", "new");
        ObjectVersion older = (await Store.Versions.ListAsync("link", Cancellation).ToArrayAsync(Cancellation))[1];

        Assert.NotEqual(version, older.VersionId);
        Assert.Equal("of the target", await ReadAsync("link", older.VersionId));
        Assert.Equal("of the target", Encoding.UTF8.GetString((await Store.ReadAsync("target", Cancellation))!));
    }

    [Fact]
    public async Task An_archived_object_that_is_replaced_can_be_read_as_an_older_version()
    {
        await EnableAsync();
        string version = await PutAsync("a", "packed");
        ObjectInfo found = (await Store.HeadAsync("a", Cancellation))!;
        Assert.NotNull(await Store.Archive.ArchiveAsync(found, StorageClasses.Glacier, Cancellation));

        ObjectVersion archived = (await Store.Versions.FindAsync("a", versionId: null, Cancellation))!;
        await PutAsync("a", "new");

        Assert.Equal((version, true), (archived.VersionId, archived.IsArchived));
        Assert.Equal("packed", await ReadAsync("a", version));
    }

    [Fact]
    public async Task Attributes_of_a_version_change_without_the_others()
    {
        await EnableAsync();
        string first = await PutAsync("a", "one");
        string second = await PutAsync("a", "two");

        Assert.True(await Store.Versions.SetAttributesAsync(
            "a", first, new ObjectAttributes { ContentType = "text/x" }, Cancellation));

        Assert.Equal("text/x", (await FindAsync(first)).Attributes.ContentType);
        Assert.Equal(first, (await FindAsync(first)).Attributes.VersionId);
        Assert.Null((await FindAsync(second)).Attributes.ContentType);
        Assert.False(await Store.Versions.SetAttributesAsync("a", "none", ObjectAttributes.None, Cancellation));
    }

    [Fact]
    public async Task Writers_of_one_key_lose_no_version()
    {
        await EnableAsync();
        string[] contents = [.. Enumerable.Range(0, 40).Select(number => $"{number}")];

        string[] versions = await Task.WhenAll(contents.Select(content => PutAsync("a", content)));

        Assert.Equal(contents, await Task.WhenAll(versions.Select(version => ReadAsync("a", version))));
        Assert.Equal(40, await Store.Versions.ListAsync("a", Cancellation).CountAsync(Cancellation));
    }

    private Task EnableAsync() => Store.Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);

    private async Task<ObjectVersion> FindAsync(string version) =>
        (await Store.Versions.FindAsync("a", version, Cancellation))!;

    private async Task<string> PutAsync(string key, string content)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
        PutResult result = await Store.Versions.PutAsync(
            key, bytes, PutCondition.None, attributes: null, Cancellation);
        return ((PutResult.Stored)result).VersionId!;
    }

    private async Task<string> ReadAsync(string key, string version)
    {
        using OpenObject? open = await Store.Versions.OpenAsync(key, version, Cancellation);
        return await TextOf.AllAsync(open!, Cancellation);
    }
}
