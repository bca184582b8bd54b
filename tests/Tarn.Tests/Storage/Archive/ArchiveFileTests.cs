using System.Security.Cryptography;
using Tarn.Storage.Archive;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Archive;

public sealed class ArchiveFileTests
{
    private static readonly DateTime Modified = new(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(ArchiveEncoder.FrameBytesMax)]
    [InlineData((3 * ArchiveEncoder.FrameBytesMax) + 17)]
    public void What_was_packed_is_unpacked(int bytes)
    {
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++)
        {
            content[i] = (byte)(i % 251 % 17);
        }

        byte[] packed = Pack(content);
        using MemoryStream unpacked = new();
        ArchiveHeader header = ArchiveDecoder.Copy(
            new MemoryStream(packed), unpacked, TestContext.Current.CancellationToken);

        Assert.Equal(content, unpacked.ToArray());
        Assert.Equal((bytes, Modified.Ticks), ((int)header.SizeBytes, header.ModifiedTicks));
        Assert.Equal(SHA256.HashData(content), header.Sha256);
        Assert.True(bytes < 1000 || packed.Length < bytes / 10, $"{bytes} bytes became {packed.Length}");
    }

    [Fact]
    public void What_cannot_be_packed_grows_by_a_header_and_a_length_a_frame()
    {
        byte[] content = new byte[2 * ArchiveEncoder.FrameBytesMax];
        new Random(TestSeed.Read()).NextBytes(content);

        Assert.Equal(content.Length + ArchiveHeader.Bytes + (2 * sizeof(uint)), Pack(content).Length);
    }

    [Fact]
    public void A_file_that_was_changed_anywhere_or_cut_off_anywhere_is_refused()
    {
        byte[] packed = Pack([.. Enumerable.Range(0, 600).Select(i => (byte)(i * i % 253))]);
        for (int i = 0; i < packed.Length; i++)
        {
            // The last four bytes of the header say nothing.
            if (i is < 60 or >= ArchiveHeader.Bytes)
            {
                byte[] changed = [.. packed];
                changed[i] ^= 1;
                Refused(changed);
            }

            Refused(packed[..i]);
        }
    }

    private static void Refused(byte[] packed) => Assert.Throws<InvalidDataException>(() => ArchiveDecoder.Copy(
        new MemoryStream(packed), Stream.Null, TestContext.Current.CancellationToken));

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using ArchiveEncoder encoder = new(packed);
        foreach (byte[] frame in content.Chunk(ArchiveEncoder.FrameBytesMax))
        {
            encoder.Append(frame);
        }

        encoder.Finish(Modified);
        return packed.ToArray();
    }
}
