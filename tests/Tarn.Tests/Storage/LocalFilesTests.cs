using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

/// <summary>What is particular to buckets that are directories people can put files into.</summary>
public sealed class LocalFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LocalObjectStore _store;

    public LocalFilesTests()
    {
        _store = new LocalObjectStore("raw", Root, _time, new SequentialIdSource());
        Directory.CreateDirectory(Root);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => _directory.Sub("raw");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_dropped_file_is_an_object_whose_etag_follows_its_content()
    {
        string file = Drop("yellow/2024-02.csv", "a,b");
        ObjectInfo first = (await _store.HeadAsync("yellow/2024-02.csv", Cancellation))!;
        Assert.Equal(first, (await _store.HeadAsync("yellow/2024-02.csv", Cancellation))!);
        Assert.Equal(file, _store.EnginePath("yellow/2024-02.csv"));

        await File.WriteAllTextAsync(file, "a,c", Cancellation);
        File.SetLastWriteTimeUtc(file, first.LastModified.UtcDateTime.AddTicks(1));

        Assert.NotEqual(first.ETag, (await _store.HeadAsync("yellow/2024-02.csv", Cancellation))!.ETag);
    }

    [Fact]
    public async Task A_copy_of_the_lake_that_keeps_times_keeps_etags()
    {
        string file = Drop("a.csv", "a");
        string copy = _directory.Sub("copy");
        Directory.CreateDirectory(copy);
        File.Copy(file, Path.Join(copy, "a.csv"));
        File.SetLastWriteTimeUtc(Path.Join(copy, "a.csv"), File.GetLastWriteTimeUtc(file));
        LocalObjectStore copied = new("raw", copy, _time, new SequentialIdSource());

        Assert.Equal(await _store.HeadAsync("a.csv", Cancellation), await copied.HeadAsync("a.csv", Cancellation));
    }

    [Fact]
    public async Task Objects_are_dated_by_the_injected_clock()
    {
        PutResult result = await PutAsync("a", "x");

        Assert.Equal(_time.GetUtcNow(), Assert.IsType<PutResult.Stored>(result).Object.LastModified);
    }

    [Fact]
    public async Task Half_written_files_are_hidden_and_removed_when_older_than_the_owner()
    {
        await PutAsync("a", "x");
        string old = Drop(".tarn-incoming/old", "half");
        string current = Drop(".tarn-incoming/current", "half");
        DateTimeOffset ownedSince = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(old, ownedSince.UtcDateTime.AddMinutes(-1));
        File.SetLastWriteTimeUtc(current, ownedSince.UtcDateTime.AddMinutes(1));

        Assert.Equal(["a"], await KeysAsync());
        Assert.Equal(1, await _store.RemoveLeftoversAsync(ownedSince, Cancellation));
        Assert.True(File.Exists(current));
        Assert.Null(await _store.ReadAsync(".tarn-incoming/current", Cancellation));
    }

    [Fact]
    public async Task No_temporary_file_is_left_by_puts_that_succeed_lose_or_fail()
    {
        await PutAsync("a", "x");
        await PutAsync("a", "y", PutCondition.IfAbsent);
        await _store.PutAsync("a", new MemoryStream([1]), PutCondition.IfAbsent, Cancellation);
        await AssertBadKeyAsync(() => PutAsync("\ud800", "x"));
        await Assert.ThrowsAsync<IOException>(
            () => _store.PutAsync("b", new FailingStream(), PutCondition.None, Cancellation));

        Assert.Empty(Directory.GetFiles(Path.Join(Root, ".tarn-incoming")));
    }

    [Theory]
    [InlineData("link-to-file")]
    [InlineData("link-to-directory/secret")]
    [InlineData("dangling")]
    [InlineData("dangling/new")]
    public async Task A_link_out_of_the_bucket_is_refused(string key)
    {
        string outside = Drop("../outside/secret", "do not touch");
        File.CreateSymbolicLink(Path.Join(Root, "link-to-file"), outside);
        Directory.CreateSymbolicLink(Path.Join(Root, "link-to-directory"), Path.GetDirectoryName(outside)!);
        Directory.CreateSymbolicLink(Path.Join(Root, "dangling"), _directory.Sub("nowhere"));

        await AssertBadKeyAsync(() => _store.ReadAsync(key, Cancellation));
        await AssertBadKeyAsync(() => PutAsync(key, "x"));
        await AssertBadKeyAsync(() => _store.DeleteAsync([key], Cancellation));
        await AssertBadKeyAsync(() => Task.FromResult(_store.EnginePath(key)));
        await AssertBadKeyAsync(() => Task.FromResult(_store.EnginePaths(["plain", key])));
        await AssertBadKeyAsync(KeysAsync);
        Assert.Equal("do not touch", await File.ReadAllTextAsync(outside, Cancellation));
        Assert.False(Path.Exists(_directory.Sub("nowhere")));
    }

    [Fact]
    public async Task A_link_inside_the_bucket_and_a_linked_bucket_work()
    {
        Drop("2024/trips.csv", "rows");
        File.CreateSymbolicLink(Path.Join(Root, "latest.csv"), "2024/trips.csv");
        string alias = _directory.Sub("alias");
        Directory.CreateSymbolicLink(alias, Root);
        LocalObjectStore linked = new("raw", alias, _time, new SequentialIdSource());

        Assert.Equal(["2024/trips.csv", "latest.csv"], await KeysAsync());
        string[] keys = ["2024/trips.csv", "2024/none.csv", "latest.csv", "none/none.csv"];
        Assert.Equal(keys.Select(linked.EnginePath), linked.EnginePaths(keys));
        Assert.Equal(4, (await linked.HeadAsync("latest.csv", Cancellation))!.SizeBytes);
        await linked.PutAsync("new", "x"u8.ToArray(), PutCondition.IfAbsent, Cancellation);
        Assert.Equal("x"u8.ToArray(), await _store.ReadAsync("new", Cancellation));
    }

    [Fact]
    public async Task A_directory_nobody_may_write_is_named_with_its_remedy()
    {
        LocalObjectStore store = new("raw", "/sys/kernel/tarn", _time, new SequentialIdSource());

        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => store.PutAsync("a/b", "x"u8.ToArray(), PutCondition.None, Cancellation));

        Assert.Equal(ErrorCodes.StorageReadOnly, refused.Code);
        Assert.Contains("object 'a/b' of bucket 'raw'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/sys", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Hint);
    }

    [Fact]
    public async Task A_file_of_another_file_system_is_copied_in()
    {
        string source = $"/dev/shm/tarn-test-{Environment.ProcessId}";
        await File.WriteAllTextAsync(source, "rows", Cancellation);

        await _store.MoveInAsync(source, "table/part", Cancellation);

        Assert.False(File.Exists(source));
        Assert.Equal("rows"u8.ToArray(), await _store.ReadAsync("table/part", Cancellation));
        Assert.Empty(Directory.GetFiles(Path.Join(Root, ".tarn-incoming")));
    }

    private static async Task AssertBadKeyAsync(Func<Task> operation)
    {
        TarnException refused = await Assert.ThrowsAsync<TarnException>(operation);
        Assert.Equal(ErrorCodes.BadKey, refused.Code);
    }

    private string Drop(string relative, string content)
    {
        string path = Path.GetFullPath(Path.Join(Root, relative));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private Task<PutResult> PutAsync(string key, string content, PutCondition condition = PutCondition.None) =>
        _store.PutAsync(key, Encoding.UTF8.GetBytes(content), condition, Cancellation);

    private async Task<List<string>> KeysAsync()
    {
        List<string> keys = [];
        await foreach (ObjectInfo info in _store.ListAsync("", Cancellation))
        {
            keys.Add(info.Key);
        }

        return keys;
    }
}
