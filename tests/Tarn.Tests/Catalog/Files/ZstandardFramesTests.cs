using Tarn.Catalog.Files;
using Xunit;

namespace Tarn.Tests.Catalog.Files;

/// <summary>Frames made by hand, field by field as RFC 8878 has them; their blocks are never decompressed.</summary>
public sealed class ZstandardFramesTests
{
    private static readonly byte[] Magic = [0x28, 0xB5, 0x2F, 0xFD];
    private static readonly byte[] LastRawBlockOfTwo = [0b1_0001, 0, 0, 0xAA, 0xBB];

    public static TheoryData<byte[]> WholeData => new(
        [.. Magic, 0x00, 0x58, .. LastRawBlockOfTwo],
        [.. Magic, 0x20, 2, .. LastRawBlockOfTwo],
        [.. Magic, 0x60, 0, 0, .. LastRawBlockOfTwo],
        [.. Magic, 0xC7, 0x58, 1, 2, 3, 4, 2, 0, 0, 0, 0, 0, 0, 0, .. LastRawBlockOfTwo, 9, 9, 9, 9],
        [.. Magic, 0x04, 0x58, .. LastRawBlockOfTwo, 9, 9, 9, 9],
        [.. Magic, 0x00, 0x58, 0b0_0000_010, 0x10, 0, 0xCC, .. LastRawBlockOfTwo],
        [.. Magic, 0x00, 0x58, .. LastRawBlockOfTwo, .. Magic, 0x00, 0x58, .. LastRawBlockOfTwo],
        [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 7, 7, 7, .. Magic, 0x00, 0x58, .. LastRawBlockOfTwo]);

    [Theory]
    [MemberData(nameof(WholeData))]
    public async Task Whole_data_has_no_problem_and_each_part_of_its_last_frame_is_missed(byte[] data)
    {
        Assert.Null(await FindProblemAsync(data));
        int lastFrame = data.AsSpan().LastIndexOf(Magic);
        for (int length = lastFrame + 1; length < data.Length; length++)
        {
            Assert.Equal("its zstd data is cut off", await FindProblemAsync(data[..length]));
        }
    }

    [Fact]
    public async Task What_is_no_frame_and_a_block_of_no_kind_are_damage()
    {
        byte[] whole = [.. Magic, 0x00, 0x58, .. LastRawBlockOfTwo];

        Assert.Equal("its zstd data is damaged", await FindProblemAsync([.. whole, 1, 2, 3, 4]));
        Assert.Equal("its zstd data is damaged", await FindProblemAsync([.. Magic, 0x00, 0x58, 0b110, 0, 0]));
    }

    private static async Task<string?> FindProblemAsync(byte[] data)
    {
        using MemoryStream stream = new(data);
        return await new ZstandardFrames(stream).FindProblemAsync(TestContext.Current.CancellationToken);
    }
}
