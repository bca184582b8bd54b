using System.IO.Compression;
using System.Text;
using Tarn.Catalog.Files;
using Tarn.Crawlers.Sampling;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Sampling;

public sealed class SampleReaderTests : IDisposable
{
    private const int SampleBytes = 64 * 1024;

    private readonly InMemoryObjectStore _store = new("raw", TimeProvider.System);
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task A_small_object_is_read_whole()
    {
        ObjectSample sample = await TakeAsync("a,b\n1,2\n"u8.ToArray());

        Assert.True(sample.IsWhole);
        Assert.Equal("a,b\n1,2\n", Encoding.UTF8.GetString(sample.Bytes));
    }

    [Fact]
    public async Task A_sample_goes_on_to_the_end_of_the_first_line()
    {
        ObjectSample sample = await TakeAsync(
            [.. Enumerable.Repeat((byte)'x', 1_000_000), (byte)'\n', .. new byte[5_000_000]]);

        Assert.False(sample.IsWhole);
        Assert.InRange(sample.Bytes.Length, 1_000_001, 1_200_000);
    }

    [Fact]
    public async Task A_line_without_end_is_read_up_to_the_limit()
    {
        ObjectSample sample = await TakeAsync([.. Enumerable.Repeat((byte)'x', 12_000_000)]);

        Assert.InRange(sample.Bytes.Length, SampleReader.LineBytesMax, SampleReader.LineBytesMax + SampleBytes);
    }

    [Fact]
    public async Task Gzip_is_known_by_its_bytes_and_a_bomb_is_not_unpacked()
    {
        byte[] bomb = Gzip("{\"a\":\"", 'x', 400_000_000);

        ObjectSample sample = await TakeAsync(bomb);

        Assert.Equal(Compression.Gzip, sample.Compression);
        Assert.InRange(sample.Bytes.Length, SampleReader.LineBytesMax, SampleReader.LineBytesMax + SampleBytes);
    }

    [Fact]
    public async Task Gzip_that_is_cut_off_is_unusable_and_of_several_members_is_not()
    {
        byte[] whole = Gzip("a,b\n", 'x', 1000);

        SampleResult cut = await ReadAsync(whole[..^6]);
        ObjectSample twice = await TakeAsync([.. whole, .. whole]);

        Assert.Contains("cut off", Assert.IsType<SampleResult.Unusable>(cut).Reason, StringComparison.Ordinal);
        Assert.Equal(2008, twice.Bytes.Length);
    }

    [Fact]
    public async Task Damaged_gzip_is_unusable()
    {
        byte[] damaged = Gzip("a,b\n", 'x', 1000);
        damaged.AsSpan(3, 20).Fill(0xFF);

        Assert.IsType<SampleResult.Unusable>(await ReadAsync(damaged));
    }

    [Fact]
    public async Task An_empty_object_is_unusable_and_one_that_is_gone_is_gone()
    {
        Assert.IsType<SampleResult.Unusable>(await ReadAsync([]));
        ObjectInfo gone = new("gone.csv", 10, DateTimeOffset.UnixEpoch, "1");
        Assert.IsType<SampleResult.Gone>(await Reader().ReadAsync(gone, Cancellation));
    }

    private async Task<ObjectSample> TakeAsync(byte[] content) =>
        Assert.IsType<SampleResult.Taken>(await ReadAsync(content)).Sample;

    private async Task<SampleResult> ReadAsync(byte[] content)
    {
        PutResult put = await _store.PutAsync("object", content, PutCondition.None, Cancellation);
        return await Reader().ReadAsync(Assert.IsType<PutResult.Stored>(put).Object, Cancellation);
    }

    private SampleReader Reader() => new(
        _store, new ZstandardLines(_engine), SampleBytes, new CrawlScratch("unused", new SequentialIdSource()));

    private static byte[] Gzip(string start, char filler, int count)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(start));
            byte[] block = [.. Enumerable.Repeat((byte)filler, 100_000)];
            for (int left = count; left > 0; left -= block.Length)
            {
                gzip.Write(block.AsSpan(0, Math.Min(left, block.Length)));
            }
        }

        return target.ToArray();
    }
}
