using System.Buffers.Binary;
using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>
/// MurmurHash3 of 128 bits for 64-bit machines, with seed 0; the lower half comes first, lowest byte first.
/// </summary>
internal static class Murmur3
{
    private const ulong Factor1 = 0x87C37B91114253D5;
    private const ulong Factor2 = 0x4CF5AD432745937F;
    private const int BlockBytes = 16;

    public static byte[] Compute(byte[] bytes)
    {
        ulong first = 0;
        ulong second = 0;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= BlockBytes; rest = rest[BlockBytes..])
        {
            first ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            first = ((BitOperations.RotateLeft(first, 27) + second) * 5) + 0x52DCE729;
            second ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]));
            second = ((BitOperations.RotateLeft(second, 31) + first) * 5) + 0x38495AB5;
        }

        Span<byte> tail = stackalloc byte[BlockBytes];
        rest.CopyTo(tail);
        first ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(tail));
        second ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(tail[sizeof(ulong)..]));

        first ^= (ulong)bytes.Length;
        second ^= (ulong)bytes.Length;
        first += second;
        second += first;
        first = Finish(first);
        second = Finish(second);
        first += second;
        second += first;

        byte[] hash = new byte[BlockBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, first);
        BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(sizeof(ulong)), second);
        return hash;
    }

    private static ulong MixFirst(ulong block) => BitOperations.RotateLeft(block * Factor1, 31) * Factor2;

    private static ulong MixSecond(ulong block) => BitOperations.RotateLeft(block * Factor2, 33) * Factor1;

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
