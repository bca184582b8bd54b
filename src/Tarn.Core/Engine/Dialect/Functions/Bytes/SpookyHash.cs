using System.Buffers.Binary;
using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>SpookyHash V2 with seed 0, the first 64 bits: the short form below 192 bytes, else the long one.</summary>
internal static class SpookyHash
{
    private const ulong Filler = 0xDEADBEEFDEADBEEF;
    private const int Variables = 12;
    private const int BlockBytes = Variables * sizeof(ulong);
    private const int ShortBytesMax = 2 * BlockBytes;

    private static readonly int[] BlockRotations = [11, 32, 43, 31, 17, 28, 39, 57, 55, 54, 22, 46];
    private static readonly int[] EndRotations = [44, 15, 34, 21, 38, 33, 10, 13, 38, 53, 42, 54];
    private static readonly int[] ShortRotations = [50, 52, 30, 41, 54, 48, 38, 37, 62, 34, 5, 36];
    private static readonly int[] ShortEndRotations = [15, 52, 26, 51, 28, 9, 47, 54, 32, 25, 63];

    public static ulong Compute(byte[] bytes) => bytes.Length < ShortBytesMax ? Short(bytes) : Long(bytes);

    private static ulong Long(ReadOnlySpan<byte> bytes)
    {
        Span<ulong> state = stackalloc ulong[Variables];
        for (int i = 0; i < Variables; i++)
        {
            state[i] = i % 3 == 2 ? Filler : 0;
        }

        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..])
        {
            MixBlock(state, bytes);
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        bytes.CopyTo(last);
        last[^1] = (byte)bytes.Length;
        for (int i = 0; i < Variables; i++)
        {
            state[i] += BinaryPrimitives.ReadUInt64LittleEndian(last[(i * sizeof(ulong))..]);
        }

        for (int round = 0; round < 3; round++)
        {
            MixEnd(state);
        }

        return state[0];
    }

    private static void MixBlock(Span<ulong> state, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < Variables; i++)
        {
            state[i] += BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
            state[(i + 2) % Variables] ^= state[(i + 10) % Variables];
            state[(i + 11) % Variables] ^= state[i];
            state[i] = BitOperations.RotateLeft(state[i], BlockRotations[i]);
            state[(i + 11) % Variables] += state[(i + 1) % Variables];
        }
    }

    private static void MixEnd(Span<ulong> state)
    {
        for (int i = 0; i < Variables; i++)
        {
            int target = (i + 11) % Variables;
            state[target] += state[(i + 1) % Variables];
            state[(i + 2) % Variables] ^= state[target];
            state[(i + 1) % Variables] = BitOperations.RotateLeft(state[(i + 1) % Variables], EndRotations[i]);
        }
    }

    private static ulong Short(ReadOnlySpan<byte> bytes)
    {
        const int pairBytes = 2 * sizeof(ulong);
        ulong length = (ulong)bytes.Length;
        Span<ulong> state = [0, 0, Filler, Filler];
        for (; bytes.Length >= 2 * pairBytes; bytes = bytes[(2 * pairBytes)..])
        {
            state[2] += Read(bytes);
            state[3] += Read(bytes[sizeof(ulong)..]);
            MixShort(state);
            state[0] += Read(bytes[pairBytes..]);
            state[1] += Read(bytes[(pairBytes + sizeof(ulong))..]);
        }

        if (bytes.Length >= pairBytes)
        {
            state[2] += Read(bytes);
            state[3] += Read(bytes[sizeof(ulong)..]);
            MixShort(state);
            bytes = bytes[pairBytes..];
        }

        Span<byte> last = stackalloc byte[pairBytes];
        bytes.CopyTo(last);
        state[3] += length << 56;
        if (bytes.IsEmpty)
        {
            state[2] += Filler;
            state[3] += Filler;
        }
        else
        {
            state[2] += Read(last);
            state[3] += Read(last[sizeof(ulong)..]);
        }

        EndShort(state);
        return state[0];
    }

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static void MixShort(Span<ulong> state)
    {
        for (int i = 0; i < ShortRotations.Length; i++)
        {
            int turned = (i + 2) % 4;
            state[turned] = BitOperations.RotateLeft(state[turned], ShortRotations[i]) + state[(turned + 1) % 4];
            state[(turned + 2) % 4] ^= state[turned];
        }
    }

    private static void EndShort(Span<ulong> state)
    {
        for (int i = 0; i < ShortEndRotations.Length; i++)
        {
            int changed = (i + 3) % 4;
            int turned = (changed + 3) % 4;
            state[changed] ^= state[turned];
            state[turned] = BitOperations.RotateLeft(state[turned], ShortEndRotations[i]);
            state[changed] += state[turned];
        }
    }
}
