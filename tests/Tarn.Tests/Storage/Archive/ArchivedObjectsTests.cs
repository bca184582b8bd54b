using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Xunit;

namespace Tarn.Tests.Storage.Archive;

public sealed class ArchivedObjectsTests : IDisposable
{
    private static readonly string Text = string.Concat(Enumerable.Repeat("1;2;3\n", 1000));

    private readonly ArchiveRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ArchivedObjects Archive => _rig.Store.Archive;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("a/b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    public async Task An_archived_object_is_listed_as_it_was_but_cannot_be_read(string key)
    {
        ObjectAttributes attributes = new() { ETag = "e", Tags = new Dictionary<string, string> { ["a"] = "b" } };
        ObjectInfo put = await _rig.PutAsync(key, Text, attributes, Cancellation);

        long? packedBytes = await Archive.ArchiveAsync(put, StorageClasses.DeepArchive, Cancellation);

        Assert.InRange(packedBytes!.Value, 1, 500);
        ObjectInfo archived = put with { IsArchived = true };
        Assert.Equal([archived], await _rig.ListAsync(Cancellation));
        Assert.Equal(archived, await _rig.Store.HeadAsync(key, Cancellation));
        Assert.Equal([archived], await _rig.Store.HeadManyAsync([key], Cancellation));
        AttributedObject found = (await _rig.Store.FindAsync(key, Cancellation))!;
        Assert.Equal(("e", "b"), (found.ETag, found.Attributes.Tags!["a"]));
        Assert.Equal(StorageClasses.DeepArchive, found.Attributes.StorageClass);
        Assert.Equal(
            StorageClasses.DeepArchive,
            (await _rig.Store.WithAttributesAsync([archived], Cancellation))[0].Attributes.StorageClass);
        Assert.Empty(_rig.PlainFiles());
        foreach (Func<Task> read in (Func<Task>[])
        [
            () => _rig.ReadAsync(key, Cancellation),
            () => _rig.Store.OpenReadAsync(key, Cancellation),
            () => _rig.Store.OpenAsync(key, Cancellation),
            () => Task.FromResult(_rig.Store.EnginePath(key)),
            () => Task.FromResult(_rig.Store.EnginePaths(["other", key])),
        ])
        {
            TarnException exception = await Assert.ThrowsAsync<TarnException>(read);
            Assert.Equal(ErrorCodes.ObjectArchived, exception.Code);
            Assert.Contains($"'{key}'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("RestoreObject", exception.Hint!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_restored_copy_is_a_file_like_any_other_until_it_expires()
    {
        ObjectInfo put = await _rig.PutAsync("a/b", Text, new ObjectAttributes { ETag = "e" }, Cancellation);
        await Archive.ArchiveAsync(put, StorageClasses.Glacier, Cancellation);
        DateTimeOffset expiresAt = _rig.Clock.GetUtcNow().AddDays(2);
        RestoreMark mark = new(_rig.Clock.GetUtcNow(), Days: 2);

        Assert.True(await Archive.RequestAsync("a/b", mark, Cancellation));
        Assert.Equal(mark, (await _rig.Store.FindAsync("a/b", Cancellation))!.Attributes.Restore);
        Assert.True(await Archive.RestoreAsync("a/b", expiresAt, Cancellation));
        Assert.False(await Archive.RestoreAsync("a/b", expiresAt, Cancellation));

        Assert.Equal(["a/b"], _rig.PlainFiles());
        Assert.Equal(Text, await _rig.ReadAsync("a/b", Cancellation));
        Assert.Equal([put], await _rig.ListAsync(Cancellation));
        AttributedObject copy = (await _rig.Store.FindAsync("a/b", Cancellation))!;
        Assert.Equal(mark with { ExpiresAt = expiresAt }, copy.Attributes.Restore);
        Assert.Equal((StorageClasses.Glacier, "e"), (copy.Attributes.StorageClass, copy.ETag));

        Dictionary<string, string> tags = new() { ["set"] = "meanwhile" };
        await _rig.Store.SetAttributesAsync("a/b", copy.Attributes with { Tags = tags }, Cancellation);
        Assert.True(await Archive.ExpireAsync((await _rig.Store.FindAsync("a/b", Cancellation))!, Cancellation));

        Assert.Empty(_rig.PlainFiles());
        AttributedObject left = (await _rig.Store.FindAsync("a/b", Cancellation))!;
        Assert.Equal((true, "meanwhile"), (left.Info.IsArchived, left.Attributes.Tags!["set"]));
        Assert.Null(left.Attributes.Restore);
    }

    [Fact]
    public async Task An_object_put_archived_replaces_what_was_there_and_is_replaced_by_what_comes()
    {
        await _rig.PutAsync("k", "first", null, Cancellation);
        Assert.IsType<PutResult.AlreadyExists>(
            await _rig.PutArchivedAsync("k", Text, PutCondition.IfAbsent, Cancellation));
        PutResult.Stored put = Assert.IsType<PutResult.Stored>(
            await _rig.PutArchivedAsync("k", Text, PutCondition.None, Cancellation));

        Assert.Equal([put.Object], await _rig.ListAsync(Cancellation));
        Assert.Empty(_rig.PlainFiles());
        Assert.IsType<PutResult.AlreadyExists>(
            await _rig.Store.PutAsync("k", "no"u8.ToArray(), PutCondition.IfAbsent, Cancellation));
        Assert.IsType<PutResult.AlreadyExists>(
            await _rig.PutArchivedAsync("k", "no", PutCondition.IfAbsent, Cancellation));

        await _rig.PutAsync("k", "third", null, Cancellation);
        Assert.Equal("third", await _rig.ReadAsync("k", Cancellation));
        Assert.Null(await Archive.FindAsync("k", Cancellation));
        Assert.Single(await _rig.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Deleting_an_archived_object_leaves_neither_copy_nor_directory()
    {
        await _rig.PutArchivedAsync("a/b/c", Text, PutCondition.None, Cancellation);
        await Archive.RestoreAsync("a/b/c", _rig.Clock.GetUtcNow().AddDays(1), Cancellation);

        await _rig.Store.DeleteAsync(["a/b/c"], Cancellation);

        Assert.Empty(await _rig.ListAsync(Cancellation));
        Assert.Empty(Directory.EnumerateFiles(_rig.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_object_that_was_put_since_it_was_looked_up_is_not_archived()
    {
        ObjectInfo old = await _rig.PutAsync("k", "old", null, Cancellation);
        await _rig.PutAsync("k", "new", null, Cancellation);

        Assert.Null(await Archive.ArchiveAsync(old, StorageClasses.Glacier, Cancellation));
        Assert.Equal("new", await _rig.ReadAsync("k", Cancellation));
    }

    [Fact]
    public async Task A_damaged_object_is_not_restored_and_says_so()
    {
        ObjectInfo put = await _rig.PutAsync("k", Text, null, Cancellation);
        await Archive.ArchiveAsync(put, StorageClasses.Glacier, Cancellation);
        string file = Path.Join(_rig.Root, ".tarn-archive", "=k");
        byte[] bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => Archive.RestoreAsync("k", _rig.Clock.GetUtcNow(), Cancellation));

        Assert.Equal(ErrorCodes.StorageFailed, exception.Code);
        Assert.Empty(_rig.PlainFiles());
        Assert.Single(await _rig.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Objects_above_archived_ones_and_below_them_are_listed_in_order()
    {
        foreach (string key in (string[])["a", "a/b", "a/c/d", "a0", "b//x"])
        {
            await _rig.PutArchivedAsync(key, key, PutCondition.None, Cancellation);
        }

        await _rig.PutAsync("a/c", "plain", null, Cancellation);
        foreach (string key in (string[])["a", "a/c/d"])
        {
            Assert.True(await Archive.RestoreAsync(key, _rig.Clock.GetUtcNow(), Cancellation));
            Assert.Equal(key, await _rig.ReadAsync(key, Cancellation));
        }

        Assert.Equal(
            ["a", "a/b", "a/c", "a/c/d", "a0", "b//x"], (await _rig.ListAsync(Cancellation)).Select(info => info.Key));
        List<ListedKey> top = await _rig.Store.ListAsync(new KeyRange { Delimiter = "/" }, Cancellation)
            .ToListAsync(Cancellation);
        Assert.Equal(
            ["a", "a/", "a0", "b/"],
            top.Select(entry =>
                entry is ListedKey.CommonPrefix common ? common.Prefix : ((ListedKey.Object)entry).Info.Key));
        Assert.Equal(
            ["a", "a/b", "a/c/d", "a0", "b//x"],
            (await Archive.ListAsync(Cancellation).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
    }
}
