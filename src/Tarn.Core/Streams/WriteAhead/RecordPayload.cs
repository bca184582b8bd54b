using System.Buffers.Binary;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Streams.WriteAhead;

/// <summary>
/// What the payload of a frame is: the kind (1 byte, zero), when the record arrived in milliseconds since 1970 (8,
/// little-endian), and the record (docs/formats/streams.md).
/// </summary>
internal static class RecordPayload
{
    public const int PrefixBytes = 9;

    public static void WritePrefix(Span<byte> destination, long arrivedAtMilliseconds)
    {
        destination[0] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], arrivedAtMilliseconds);
    }

    /// <summary>Of the payload as a whole.</summary>
    public static uint Checksum(long arrivedAtMilliseconds, ReadOnlySpan<byte> data)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        WritePrefix(prefix, arrivedAtMilliseconds);
        return Crc32C.Compute(data, Crc32C.Compute(prefix));
    }

    /// <exception cref="TarnException"><c>TN4007</c>: a later version of Tarn wrote it.</exception>
    public static StreamRecord Read(LogFrame frame)
    {
        ReadOnlySpan<byte> payload = frame.Payload.Span;
        if (payload.Length < PrefixBytes || payload[0] != 0)
        {
            throw new TarnException(
                ErrorCodes.StateCorrupt, $"record {frame.Sequence} of a stream's log is of a kind that is not known")
            {
                Hint = "A later version of Tarn may have written it: deliver with that one.",
            };
        }

        return new StreamRecord(
            frame.Sequence,
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(payload[1..])),
            frame.Payload[PrefixBytes..]);
    }
}
