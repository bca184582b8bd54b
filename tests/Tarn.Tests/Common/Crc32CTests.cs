using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Common;

public sealed class Crc32CTests
{
    /// <summary>Check value of the CRC catalogue, and the vectors of RFC 3720, B.4.</summary>
    [Fact]
    public void Published_vectors_match()
    {
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Compute(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Compute([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
    }

    [Fact]
    public void Parts_give_the_checksum_of_the_whole()
    {
        byte[] content = [.. Enumerable.Range(0, 100).Select(value => (byte)value)];
        for (int cut = 0; cut <= content.Length; cut++)
        {
            uint first = Crc32C.Compute(content.AsSpan(0, cut));
            Assert.Equal(Crc32C.Compute(content), Crc32C.Compute(content.AsSpan(cut), first));
        }
    }
}
