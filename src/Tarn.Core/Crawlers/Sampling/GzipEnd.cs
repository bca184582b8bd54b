using System.Buffers.Binary;

namespace Tarn.Crawlers.Sampling;

/// <summary>The end of gzip data (RFC 1952 section 2.3.1): the length of what was compressed, modulo 2^32.</summary>
internal static class GzipEnd
{
    private const int FieldBytes = sizeof(uint);
    private const int MemberBytesMin = 18;

    /// <summary>
    /// Whether the decompressed length is what the end says. Data of several members is taken to be right: only the
    /// last of them is told about there.
    /// </summary>
    public static async Task<bool> FitsAsync(Stream compressed, long plainBytes, CancellationToken cancellationToken)
    {
        if (compressed.Length < MemberBytesMin)
        {
            return false;
        }

        compressed.Position = compressed.Length - FieldBytes;
        byte[] end = new byte[FieldBytes];
        await compressed.ReadExactlyAsync(end, cancellationToken);
        uint told = BinaryPrimitives.ReadUInt32LittleEndian(end);
        return told == (uint)plainBytes || await HasMoreMembersAsync(compressed, cancellationToken);
    }

    private static async Task<bool> HasMoreMembersAsync(Stream compressed, CancellationToken cancellationToken)
    {
        compressed.Position = 1;
        byte[] rest = new byte[compressed.Length - 1];
        await compressed.ReadExactlyAsync(rest, cancellationToken);
        return rest.AsSpan().IndexOf([(byte)0x1F, (byte)0x8B, (byte)8]) >= 0;
    }
}
