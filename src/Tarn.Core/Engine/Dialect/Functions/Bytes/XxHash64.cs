using System.Buffers.Binary;
using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>XXH64 with seed 0 (xxHash fast digest algorithm, section "XXH64").</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;
    private const int LaneBytes = 8;

    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        ulong length = (ulong)bytes.Length;
        ulong hash = Prime5;
        if (bytes.Length >= StripeBytes)
        {
            hash = Stripes(ref bytes);
        }

        hash += length;
        for (; bytes.Length >= LaneBytes; bytes = bytes[LaneBytes..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        }

        if (bytes.Length >= sizeof(uint))
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            bytes = bytes[sizeof(uint)..];
        }

        foreach (byte value in bytes)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    /// <summary>Takes all whole stripes off the front.</summary>
    private static ulong Stripes(ref ReadOnlySpan<byte> bytes)
    {
        Span<ulong> lanes = [unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1)];
        for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
        {
            for (int i = 0; i < lanes.Length; i++)
            {
                lanes[i] = Round(lanes[i], BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * LaneBytes)..]));
            }
        }

        ulong hash = BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
            + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
        foreach (ulong lane in lanes)
        {
            hash = ((hash ^ Round(0, lane)) * Prime1) + Prime4;
        }

        return hash;
    }

    private static ulong Round(ulong lane, ulong input) =>
        BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;
}
