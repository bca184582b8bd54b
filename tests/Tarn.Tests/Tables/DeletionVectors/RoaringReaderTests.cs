using Tarn.Tables.DeletionVectors;
using Xunit;

namespace Tarn.Tests.Tables.DeletionVectors;

public sealed class RoaringReaderTests
{
    private const long Far = 1L << 33;

    public static TheoryData<string, bool> Shapes => new()
    {
        { "few", false }, { "few", true }, { "dense", false }, { "dense", true }, { "full", false }, { "full", true },
        { "spread", false }, { "spread", true }, { "none", false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_come_back_from_every_container(string shape, bool withRuns)
    {
        long[] rows = Rows(shape);
        DeletedRows read = RoaringReader.Read(RoaringBytes.Write(rows, withRuns));
        Assert.Equal(rows.Length, read.Count);
        HashSet<long> expected = [.. rows];
        long[] asked = [.. rows.SelectMany(row => new[] { row - 1, row, row + 1 }).Where(row => row >= 0), 0, 1, Far];
        bool[] found = new bool[asked.Length];
        read.Mark(asked, found);
        Assert.Equal(asked.Select(expected.Contains), found);
    }

    [Fact]
    public void The_protocol_s_own_example_is_read()
    {
        byte[] data = Z85.Decode("wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L");
        DeletedRows rows = RoaringReader.Read(data.AsSpan(0, 40));
        bool[] found = new bool[40];
        rows.Mark([.. Enumerable.Range(0, 40).Select(row => (long)row)], found);
        Assert.Equal([3, 4, 7, 11, 18, 29], Enumerable.Range(0, 40).Where(row => found[row]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_bitmap_cut_short_is_an_error(string shape, bool withRuns)
    {
        byte[] data = RoaringBytes.Write(Rows(shape), withRuns);
        for (int length = 0; length < data.Length; length += Math.Max(1, data.Length / 97))
        {
            Assert.Throws<FormatException>(() => RoaringReader.Read(data.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Changed_bytes_end_in_another_bitmap_or_in_a_format_error(string shape, bool withRuns)
    {
        byte[] data = RoaringBytes.Write(Rows(shape), withRuns);
        for (int bit = 0; bit < Math.Min(data.Length, 200) * 8; bit++)
        {
            byte[] changed = [.. data];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                RoaringReader.Read(changed);
            }
            catch (FormatException)
            {
                // Any other exception fails the test.
            }
        }
    }

    [Fact]
    public void Containers_and_rows_out_of_order_are_errors()
    {
        byte[] data = RoaringBytes.Write([1, 2], withRuns: false);
        (data[^1], data[^3]) = (data[^3], data[^1]);
        (data[^2], data[^4]) = (data[^4], data[^2]);
        Assert.Throws<FormatException>(() => RoaringReader.Read(data));
    }

    private static long[] Rows(string shape) => shape switch
    {
        "few" => [0, 5, 6, 7, 65535, 65536, 200_000],
        "dense" => [.. Enumerable.Range(0, 65536).Where(row => row % 3 != 0).Select(row => (long)row), 70_000],
        "full" => [.. Enumerable.Range(0, 65536 * 2).Select(row => (long)row)],
        "spread" => [1, 65536 * 1, 65536 * 2, 65536 * 3, 65536 * 4, (1L << 32) + 9, Far],
        _ => [],
    };
}
