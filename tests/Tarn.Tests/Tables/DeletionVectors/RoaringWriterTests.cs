using Tarn.Tables.DeletionVectors;
using Xunit;

namespace Tarn.Tests.Tables.DeletionVectors;

public sealed class RoaringWriterTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(4096, 1, 7)]
    [InlineData(4097, 1, 7)]
    [InlineData(65536, 1, 65536)]
    [InlineData(70000, 3, 5)]
    [InlineData(9, 65536, 1)]
    [InlineData(5, 3000000000, 4000000000)]
    public void Rows_are_read_back(int count, long step, long first)
    {
        long[] rows = [.. Enumerable.Range(0, count).Select(index => first + (index * step))];

        DeletedRows read = RoaringReader.Read(RoaringWriter.Write(rows));

        Assert.Equal(count, read.Count);
        Assert.Equal(rows, read.Rows());
    }

    [Fact]
    public void No_rows_are_read_back() => Assert.Empty(RoaringReader.Read(RoaringWriter.Write([])).Rows());

    /// <summary>Magic, one bitmap, its key; cookie, one container, its key, rows less one, offset, rows.</summary>
    [Fact]
    public void Few_rows_are_these_bytes() => Assert.Equal(
        "D1D33964" + "0100000000000000" + "00000000" + "3A300000" + "01000000" + "0000" + "0200" + "10000000"
        + "000005006300",
        Convert.ToHexString(RoaringWriter.Write([0, 5, 99])));
}
