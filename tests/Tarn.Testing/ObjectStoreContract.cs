using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Xunit;

namespace Tarn.Testing;

/// <summary>What every <see cref="IObjectStore"/> must do; a test class per implementation derives from it.</summary>
public abstract class ObjectStoreContract : IDisposable
{
    /// <summary>An empty bucket.</summary>
    protected abstract IObjectStore Store { get; }

    /// <summary>For files to move in; on the same disk as the bucket where that means something.</summary>
    protected TemporaryDirectory Local { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual void Dispose()
    {
        Local.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_put_is_read_back()
    {
        PutResult result = await PutAsync("a/b c/ü=%20.txt", "content");

        ObjectInfo stored = Assert.IsType<PutResult.Stored>(result).Object;
        Assert.Equal(("a/b c/ü=%20.txt", 7L), (stored.Key, stored.SizeBytes));
        Assert.Equal("content", await ReadAsync("a/b c/ü=%20.txt"));
        Assert.Equal(stored, await Store.HeadAsync("a/b c/ü=%20.txt", Cancellation));
        Assert.Equal([stored], await ListAsync(""));
    }

    [Fact]
    public async Task A_stream_is_put_whole()
    {
        byte[] content = new byte[3_000_000];
        new Random(7).NextBytes(content);

        await Store.PutAsync("big", new MemoryStream(content), PutCondition.None, Cancellation);

        Assert.Equal(content, await Store.ReadAsync("big", Cancellation));
        await using Stream stream = await Store.OpenReadAsync("big", Cancellation);
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy, Cancellation);
        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync("empty", "");

        Assert.Equal("", await ReadAsync("empty"));
        Assert.Equal(0, (await Store.HeadAsync("empty", Cancellation))!.SizeBytes);
    }

    [Fact]
    public async Task What_is_absent_is_null_except_as_a_stream()
    {
        await PutAsync("a/b", "x");

        Assert.Null(await Store.HeadAsync("a", Cancellation));
        Assert.Null(await Store.ReadAsync("a", Cancellation));
        Assert.Null(await Store.ReadAsync("none/at/all", Cancellation));
        TarnException missing = await Assert.ThrowsAsync<TarnException>(
            () => Store.OpenReadAsync("none", Cancellation));
        Assert.Equal(ErrorCodes.ObjectMissing, missing.Code);
    }

    [Fact]
    public async Task Every_put_changes_the_etag_and_nothing_else_does()
    {
        HashSet<string> etags = [];
        for (int i = 0; i < 50; i++)
        {
            await PutAsync("key", $"content {i:D2}");
            ObjectInfo info = (await Store.HeadAsync("key", Cancellation))!;
            Assert.True(etags.Add(info.ETag), $"The ETag of put {i} is one seen before");
            Assert.Equal(info, await Store.HeadAsync("key", Cancellation));
        }
    }

    [Fact]
    public async Task If_absent_stores_once_and_never_replaces()
    {
        Assert.IsType<PutResult.Stored>(await PutAsync("log/1", "first", PutCondition.IfAbsent));
        Assert.IsType<PutResult.AlreadyExists>(await PutAsync("log/1", "second", PutCondition.IfAbsent));
        PutResult third = await Store.PutAsync(
            "log/1", new MemoryStream([1]), PutCondition.IfAbsent, Cancellation);

        Assert.IsType<PutResult.AlreadyExists>(third);
        Assert.Equal("first", await ReadAsync("log/1"));
    }

    [Fact]
    public async Task Of_many_that_create_the_same_key_one_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            string key = $"race/{round}";
            PutResult[] results = await Task.WhenAll(Enumerable.Range(0, 16)
                .Select(racer => PutAsync(key, $"{racer}", PutCondition.IfAbsent)));

            int winner = Array.FindIndex(results, result => result is PutResult.Stored);
            Assert.Single(results, result => result is PutResult.Stored);
            Assert.Equal($"{winner}", await ReadAsync(key));
        }
    }

    [Fact]
    public async Task Readers_see_old_or_new_content_never_a_mixture()
    {
        string[] contents = [new('a', 100_000), new('b', 50_000)];
        await PutAsync("key", contents[0]);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task reader = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Contains(await ReadAsync("key"), contents);
                }
            },
            Cancellation);

        for (int i = 0; i < 100; i++)
        {
            await PutAsync("key", contents[i % 2]);
        }

        await done.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task Objects_are_listed_in_order_of_the_bytes_of_their_keys()
    {
        string[] keys = ["B", "a-b", "a.b", "a/b", "a0", "b/a.x", "c/d/e", "c/d/f", "é", "\ufffd", "😀"];
        foreach (string key in keys.Reverse())
        {
            await PutAsync(key, "x");
        }

        Assert.Equal(keys, (await ListAsync("")).Select(info => info.Key));
    }

    [Theory]
    [InlineData("year=2024/", "year=2024/month=1/a,year=2024/month=12/b")]
    [InlineData("year=2024/month=1", "year=2024/month=1/a,year=2024/month=12/b")]
    [InlineData("year=2024/month=1/", "year=2024/month=1/a")]
    [InlineData("year=2024/month=1/a", "year=2024/month=1/a")]
    [InlineData("year", "year,year=2024/month=1/a,year=2024/month=12/b")]
    [InlineData("year/", "")]
    [InlineData("other/", "")]
    public async Task A_prefix_selects_by_the_text_of_the_key(string prefix, string expected)
    {
        await PutAsync("year", "x");
        await PutAsync("year=2024/month=1/a", "x");
        await PutAsync("year=2024/month=12/b", "x");

        Assert.Equal(expected, string.Join(',', (await ListAsync(prefix)).Select(info => info.Key)));
    }

    [Fact]
    public async Task Deleted_objects_are_gone_and_their_names_free()
    {
        await PutAsync("a/b/c", "x");
        await PutAsync("a/d", "x");

        await Store.DeleteAsync(["a/b/c", "a/d", "a/none", "none"], Cancellation);

        Assert.Empty(await ListAsync(""));
        await PutAsync("a", "now an object");
        Assert.Equal("now an object", await ReadAsync("a"));
    }

    [Fact]
    public async Task Deleting_and_putting_in_one_directory_do_not_disturb_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            for (int i = 0; i < 50; i++)
            {
                await PutAsync($"dir/sub/{worker}", "x");
                Assert.Equal("x", await ReadAsync($"dir/sub/{worker}"));
                await Store.DeleteAsync([$"dir/sub/{worker}"], Cancellation);
            }
        }));

        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task A_file_moved_in_is_an_object_and_no_longer_a_file()
    {
        string file = await WriteLocalAsync("part-0", "rows");

        await Store.MoveInAsync(file, "table/part-0", Cancellation);
        await Store.MoveInAsync(file, "table/part-0", Cancellation);

        Assert.False(File.Exists(file));
        Assert.Equal("rows", await ReadAsync("table/part-0"));
    }

    [Fact]
    public async Task Many_files_are_moved_in_at_once()
    {
        List<(string, string)> files = [];
        for (int i = 0; i < 40; i++)
        {
            files.Add((await WriteLocalAsync($"{i}", $"rows {i}"), $"table/day={i % 7}/{i}.parquet"));
        }

        await Store.MoveInManyAsync(files, Cancellation);

        Assert.Equal(40, (await ListAsync("table/")).Count);
        Assert.Equal("rows 39", await ReadAsync("table/day=4/39.parquet"));
    }

    [Fact]
    public async Task Moving_in_what_exists_nowhere_fails()
    {
        TarnException failed = await Assert.ThrowsAsync<TarnException>(
            () => Store.MoveInAsync(Local.Sub("none"), "table/none", Cancellation));

        Assert.Equal(ErrorCodes.StorageFailed, failed.Code);
        Assert.Contains("table/none", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task A_bad_key_is_refused_by_every_operation(string key)
    {
        Func<Task>[] operations =
        [
            () => PutAsync(key, "x"),
            () => Store.PutAsync(key, new MemoryStream(), PutCondition.IfAbsent, Cancellation),
            () => Store.HeadAsync(key, Cancellation),
            () => Store.ReadAsync(key, Cancellation),
            () => Store.OpenReadAsync(key, Cancellation),
            () => Store.DeleteAsync([key], Cancellation),
            () => Store.MoveInAsync(Local.Sub("file"), key, Cancellation),
            () => Task.FromResult(Store.EnginePath(key)),
        ];
        foreach (Func<Task> operation in operations)
        {
            TarnException refused = await Assert.ThrowsAsync<TarnException>(operation);
            Assert.Equal(ErrorCodes.BadKey, refused.Code);
        }

        Assert.Empty(await ListAsync(""));
    }

    public static TheoryData<string> BadKeys { get; } =
    [
        "", "\ud800", "a/\udc00b",
        string.Join('/', Enumerable.Repeat(new string('a', 128), 8)) + "/bb",
        string.Join('/', Enumerable.Repeat("ü", 400)),
    ];

    [Fact]
    public async Task The_longest_key_works()
    {
        string key = string.Join('/', Enumerable.Repeat(new string('k', 255), 4));

        await PutAsync(key, "x");

        Assert.Equal(1023, Encoding.UTF8.GetByteCount(key));
        Assert.Equal("x", await ReadAsync(key));
    }

    protected Task<PutResult> PutAsync(string key, string content, PutCondition condition = PutCondition.None) =>
        Store.PutAsync(key, Encoding.UTF8.GetBytes(content), condition, Cancellation);

    protected async Task<string?> ReadAsync(string key) =>
        await Store.ReadAsync(key, Cancellation) is byte[] content ? Encoding.UTF8.GetString(content) : null;

    protected async Task<IReadOnlyList<ObjectInfo>> ListAsync(string prefix)
    {
        List<ObjectInfo> objects = [];
        await foreach (ObjectInfo info in Store.ListAsync(prefix, Cancellation))
        {
            objects.Add(info);
        }

        return objects;
    }

    protected async Task<string> WriteLocalAsync(string name, string content)
    {
        string path = Local.Sub(name);
        await File.WriteAllTextAsync(path, content, Cancellation);
        return path;
    }
}
