using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Versions;

/// <summary>Versions that are archived without being current.</summary>
public sealed class ArchivedVersionsTests : IDisposable
{
    private static readonly string Old = string.Concat(Enumerable.Repeat("old content ", 20_000));

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LocalObjectStore _store;

    public ArchivedVersionsTests() =>
        _store = new LocalObjectStore("cold", _directory.Sub("cold"), _clock, new UlidSource(_clock));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private BucketVersions Versions => _store.Versions;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_archived_version_is_listed_as_before_smaller_and_not_read()
    {
        ObjectVersion before = await MakeAsync();

        Assert.True(await Versions.Archive.ArchiveAsync(
            "key", before.VersionId, StorageClasses.Glacier, Cancellation));

        ObjectVersion after = (await Versions.FindAsync("key", before.VersionId, Cancellation))!;
        Assert.Equal(
            before with { IsArchived = true, Attributes = after.Attributes }, after);
        Assert.Equal(StorageClasses.Glacier, after.Attributes.StorageClass);
        Assert.Equal("text/plain", after.Attributes.ContentType);
        Assert.True(StoredBytes() < Old.Length / 4);
        TarnException error = await Assert.ThrowsAsync<TarnException>(() => ReadAsync(before.VersionId));
        Assert.Equal(ErrorCodes.ObjectArchived, error.Code);
        Assert.Equal("new", await ReadAsync((await Versions.FindAsync("key", null, Cancellation))!.VersionId));
        Assert.False(await Versions.Archive.ArchiveAsync(
            "key", before.VersionId, StorageClasses.Glacier, Cancellation));
    }

    [Fact]
    public async Task A_restored_copy_is_read_until_it_expires()
    {
        ObjectVersion version = await MakeAsync();
        await Versions.Archive.ArchiveAsync("key", version.VersionId, StorageClasses.Glacier, Cancellation);
        DateTimeOffset expiresAt = _clock.GetUtcNow().AddDays(2);

        Assert.True(await Versions.Archive.RestoreAsync("key", version.VersionId, expiresAt, Cancellation));
        Assert.Equal(Old, await ReadAsync(version.VersionId));
        ObjectVersion copy = (await Versions.FindAsync("key", version.VersionId, Cancellation))!;
        Assert.Equal((false, expiresAt), (copy.IsArchived, copy.Attributes.Restore?.ExpiresAt));
        Assert.Equal((version.ETag, version.LastModified), (copy.ETag, copy.LastModified));

        Assert.True(await Versions.Archive.ExpireAsync("key", version.VersionId, Cancellation));
        ObjectVersion again = (await Versions.FindAsync("key", version.VersionId, Cancellation))!;
        Assert.Equal((true, null), (again.IsArchived, again.Attributes.Restore));
        await Assert.ThrowsAsync<TarnException>(() => ReadAsync(version.VersionId));
    }

    [Fact]
    public async Task It_can_be_read_at_once_when_it_is_current_again()
    {
        ObjectVersion version = await MakeAsync();
        await Versions.Archive.ArchiveAsync("key", version.VersionId, StorageClasses.Glacier, Cancellation);
        string current = (await Versions.FindAsync("key", null, Cancellation))!.VersionId;

        await Versions.DeleteAsync("key", current, Cancellation);

        ObjectVersion latest = (await Versions.FindAsync("key", null, Cancellation))!;
        Assert.Equal((version.VersionId, false), (latest.VersionId, latest.IsArchived));
        Assert.Null(latest.Attributes.StorageClass);
        Assert.Equal(Old, Encoding.UTF8.GetString((await _store.ReadAsync("key", Cancellation))!));
    }

    [Fact]
    public async Task A_damaged_one_is_named_and_nothing_is_given_out()
    {
        ObjectVersion version = await MakeAsync();
        await Versions.Archive.ArchiveAsync("key", version.VersionId, StorageClasses.Glacier, Cancellation);
        string path = VersionFile();
        DateTime modifiedUtc = File.GetLastWriteTimeUtc(path);
        byte[] packed = await File.ReadAllBytesAsync(path, Cancellation);
        packed[^1] ^= 1;
        await using (FileStream file = File.OpenWrite(path))
        {
            await file.WriteAsync(packed, Cancellation);
        }

        File.SetLastWriteTimeUtc(path, modifiedUtc);

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => Versions.Archive.RestoreAsync(
            "key", version.VersionId, _clock.GetUtcNow(), Cancellation));

        Assert.Equal(ErrorCodes.StorageFailed, error.Code);
        Assert.Contains("'key'", error.Message, StringComparison.Ordinal);
        Assert.True((await Versions.FindAsync("key", version.VersionId, Cancellation))!.IsArchived);
    }

    /// <summary>Puts two versions; gives the older one.</summary>
    private async Task<ObjectVersion> MakeAsync()
    {
        await Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);
        PutResult.Stored first = await PutAsync(Old);
        _clock.Advance(TimeSpan.FromHours(1));
        await PutAsync("new");
        return (await Versions.FindAsync("key", first.VersionId, Cancellation))!;
    }

    private async Task<PutResult.Stored> PutAsync(string text) => (PutResult.Stored)await Versions.PutAsync(
        "key",
        new MemoryStream(Encoding.UTF8.GetBytes(text)),
        PutCondition.None,
        () => new ObjectAttributes { ETag = "abc", ContentType = "text/plain" },
        Cancellation);

    private async Task<string> ReadAsync(string versionId)
    {
        using OpenObject open = (await Versions.OpenAsync("key", versionId, Cancellation))!;
        using MemoryStream content = new();
        await open.CopyAsync(content, 0, open.Found.Info.SizeBytes, Cancellation);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private long StoredBytes() => new FileInfo(VersionFile()).Length;

    private string VersionFile() => Assert.Single(Directory.EnumerateFiles(
        _directory.Sub("cold", ".tarn-versions", "=key"), "*"));
}
