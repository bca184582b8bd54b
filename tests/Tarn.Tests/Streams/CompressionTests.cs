using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using IronSnappy;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>What objects hold comes out again with the readers of their formats.</summary>
public sealed class CompressionTests : IDisposable
{
    private const int Records = 40;

    private static readonly string[] Lines =
        [.. Enumerable.Range(0, Records).Select(i => $"{i}:" + string.Concat(Enumerable.Repeat($"value {i} ", 1500)))];

    private readonly StreamRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Zip_is_an_archive_with_one_file()
    {
        using ZipArchive archive = new(new MemoryStream(await DeliverAsync(StreamCompression.Zip, ".zip")));

        using StreamReader reader = new(Assert.Single(archive.Entries).Open());
        Assert.Equal(Expected, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Snappy_is_framed_with_checksums()
    {
        ReadOnlySpan<byte> rest = await DeliverAsync(StreamCompression.Snappy, ".snappy");
        Assert.Equal([0xff, 6, 0, 0, .. "sNaPpY"u8], rest[..10].ToArray());
        rest = rest[10..];
        MemoryStream content = new();
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest) >> 8;
            byte[] block = Snappy.Decode(rest[8..(4 + length)]);
            uint checksum = Crc32C.Compute(block);
            Assert.Equal(0, rest[0]);
            Assert.InRange(block.Length, 1, 65536);
            Assert.Equal(
                ((checksum >> 15) | (checksum << 17)) + 0xa282ead8, BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]));
            content.Write(block);
            rest = rest[(4 + length)..];
        }

        Assert.Equal(Expected, Encoding.UTF8.GetString(content.ToArray()));
    }

    [Fact]
    public async Task Snappy_for_Hadoop_is_blocks_with_lengths()
    {
        ReadOnlySpan<byte> rest = await DeliverAsync(StreamCompression.HadoopSnappy, ".hsnappy");
        MemoryStream content = new();
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            int compressed = BinaryPrimitives.ReadInt32BigEndian(rest[4..]);
            byte[] block = Snappy.Decode(rest[8..(8 + compressed)]);
            Assert.Equal(length, block.Length);
            content.Write(block);
            rest = rest[(8 + compressed)..];
        }

        Assert.Equal(Expected, Encoding.UTF8.GetString(content.ToArray()));
    }

    [Fact]
    public async Task Zstandard_is_one_frame_that_the_engine_reads()
    {
        byte[] content = await DeliverAsync(StreamCompression.Zstandard, ".zst");
        string path = _rig.Sub("found.csv.zst");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        using DuckConnection connection = _rig.Engine.Connect();

        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"SELECT line FROM read_csv({SqlText.Literal(path)}, header = false, quote = '', escape = '', "
            + "delim = '\\t', columns = {'line': 'VARCHAR'})",
            TestContext.Current.CancellationToken);

        Assert.Equal(Lines, rows.Select(row => (string)row[0]!));
        Assert.True(content.Length < Expected.Length / 10);
    }

    private static string Expected => string.Concat(Lines.Select(line => line + "\n"));

    private async Task<byte[]> DeliverAsync(StreamCompression compression, string extension)
    {
        await _rig.DeliverAsync(
            StreamRig.Clicks.Destination with { Compression = compression, AppendsNewline = true }, Lines);
        IObjectStore bucket = _rig.Buckets.Get("raw");
        List<ObjectInfo> found = [];
        await foreach (ObjectInfo one in bucket.ListAsync("", TestContext.Current.CancellationToken))
        {
            found.Add(one);
        }

        string key = Assert.Single(found).Key;
        Assert.EndsWith(extension, key, StringComparison.Ordinal);
        return (await bucket.ReadAsync(key, TestContext.Current.CancellationToken))!;
    }
}
