using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Encryption;
using Xunit;

namespace Tarn.Tests.Storage.Encryption;

/// <summary>What the lake itself does with a bucket that is to be encrypted.</summary>
public sealed class EncryptedBucketTests : IDisposable
{
    private const string Text = "id,name\n1,secret\n";

    private readonly EncryptedLake _lake = new(EncryptionRule.OfBucket, scratchBytesMax: 40);

    private IObjectStore Store => _lake.Buckets.Get("raw");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Every_way_in_leaves_ciphertext_on_the_disk()
    {
        Directory.CreateDirectory(_lake.PathOf("local"));
        await File.WriteAllTextAsync(_lake.PathOf("local", "a"), Text, Cancellation);
        await PutAsync("bytes.csv");
        await Store.PutAsync(
            "stream.csv", new MemoryStream(Encoding.UTF8.GetBytes(Text)), PutCondition.None, Cancellation);
        await Store.MoveInAsync(_lake.PathOf("local", "a"), "moved.csv", Cancellation);

        foreach (string key in new[] { "bytes.csv", "stream.csv", "moved.csv" })
        {
            string stored = await File.ReadAllTextAsync(_lake.PathOf("data", "raw", key), Cancellation);
            Assert.DoesNotContain("secret", stored, StringComparison.Ordinal);
            Assert.Equal(Text, Encoding.UTF8.GetString((await Store.ReadAsync(key, Cancellation))!));
            Assert.Equal(Text.Length, (await Store.HeadAsync(key, Cancellation))!.SizeBytes);
        }

        Assert.False(File.Exists(_lake.PathOf("local", "a")));
    }

    [Fact]
    public async Task A_stream_of_it_can_seek()
    {
        byte[] content = new byte[200_000];
        new Random(3).NextBytes(content);
        await Store.PutAsync("big", content, PutCondition.None, Cancellation);

        await using Stream stream = await Store.OpenReadAsync("big", Cancellation);
        byte[] read = new byte[100];
        foreach (int at in new[] { 65_500, 0, 199_900, 131_072 })
        {
            stream.Position = at;
            await stream.ReadExactlyAsync(read, Cancellation);
            Assert.Equal(content[at..(at + 100)], read);
        }

        stream.Seek(-1, SeekOrigin.End);
        Assert.Equal((content[^1], -1), (stream.ReadByte(), stream.ReadByte()));
    }

    [Fact]
    public async Task The_engine_gets_it_decrypted_while_the_scratch_is_there()
    {
        await PutAsync("day=1/a.csv");
        string place;
        using (PlaintextScratch scratch = new(_lake.PathOf("scratch")))
        {
            place = (await Store.ReadablePathsAsync(["day=1/a.csv"], scratch, Cancellation))[0];
            Assert.Equal(Text, await File.ReadAllTextAsync(place, Cancellation));
            Assert.EndsWith("/day=1/a.csv", place.Replace('\\', '/'), StringComparison.Ordinal);
            Assert.Equal([place], await Store.ReadablePathsAsync(["day=1/a.csv"], scratch, Cancellation));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place));
            }
        }

        Assert.False(Directory.Exists(_lake.PathOf("scratch")));
        Assert.Equal(
            ErrorCodes.ObjectEncrypted, Assert.Throws<TarnException>(() => Store.EnginePath("day=1/a.csv")).Code);
    }

    [Fact]
    public async Task Scratch_is_bounded_and_given_back()
    {
        await PutAsync("a.csv");
        await PutAsync("b.csv");
        await PutAsync("c.csv");
        using (PlaintextScratch scratch = new(_lake.PathOf("one")))
        {
            TarnException error = await Assert.ThrowsAsync<TarnException>(
                () => Store.ReadablePathsAsync(["a.csv", "b.csv", "c.csv"], scratch, Cancellation));
            Assert.Equal(ErrorCodes.OutOfMemory, error.Code);
            Assert.Contains("engine.scratch", error.Message, StringComparison.Ordinal);
        }

        using PlaintextScratch other = new(_lake.PathOf("other"));
        Assert.Equal(2, (await Store.ReadablePathsAsync(["a.csv", "c.csv"], other, Cancellation)).Count);
    }

    [Fact]
    public async Task Tables_write_nothing_there_and_read_what_is_plain()
    {
        IObjectStore tables = _lake.Buckets.GetForTables("raw");
        Directory.CreateDirectory(_lake.PathOf("data", "raw"));
        await File.WriteAllTextAsync(_lake.PathOf("data", "raw", "plain"), "x", Cancellation);

        TarnException put = await Assert.ThrowsAsync<TarnException>(
            () => tables.PutAsync("log", Encoding.UTF8.GetBytes("{}"), PutCondition.IfAbsent, Cancellation));
        TarnException moved = await Assert.ThrowsAsync<TarnException>(
            () => tables.MoveInManyAsync([(_lake.PathOf("data", "raw", "plain"), "file")], Cancellation));

        Assert.Equal((ErrorCodes.TableNotEncrypted, ErrorCodes.TableNotEncrypted), (put.Code, moved.Code));
        Assert.Equal("x"u8.ToArray(), await tables.ReadAsync("plain", Cancellation));
    }

    [Fact]
    public async Task A_key_that_is_not_there_refuses_the_put_and_says_of_which_bucket()
    {
        using EncryptedLake lake = new(new EncryptionRule(ObjectEncryption.OfKey, "alias/orders"));

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => lake.Buckets.Get("raw").PutAsync(
            "key", Encoding.UTF8.GetBytes(Text), PutCondition.None, Cancellation));

        Assert.Equal(ErrorCodes.UnknownName, error.Code);
        Assert.Contains("bucket 'raw'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(lake.PathOf("data", "raw", "key")));
    }

    [Fact]
    public async Task Objects_keep_their_encryption_under_another_key()
    {
        await PutAsync("before.csv");

        await _lake.Buckets.GetLocal("raw").RenameManyAsync([("before.csv", "after.csv")], Cancellation);

        Assert.Equal(Text, Encoding.UTF8.GetString((await Store.ReadAsync("after.csv", Cancellation))!));
        Assert.Null(await Store.HeadAsync("before.csv", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<PutResult> PutAsync(string key) =>
        Store.PutAsync(key, Encoding.UTF8.GetBytes(Text), PutCondition.None, Cancellation);
}
