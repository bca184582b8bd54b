using System.Buffers.Binary;
using System.Numerics;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>
/// Numbers by chance that are the same for the same seed on every version of .NET: xoshiro256**, seeded through
/// SplitMix64 as its authors (Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators) say. Not for secrets.
/// </summary>
internal sealed class Chance
{
    private const double UnitStep = 1.0 / (1UL << 53);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Chance(long seed)
    {
        ulong state = (ulong)seed;
        _a = Split(ref state);
        _b = Split(ref state);
        _c = Split(ref state);
        _d = Split(ref state);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 to 1, the latter excluded.</summary>
    public double Unit() => (Next() >> 11) * UnitStep;

    /// <summary>0 to <paramref name="count"/>, the latter excluded.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    public bool Is(double share) => Unit() < share;

    public T Of<T>(T[] choices) => choices[Below(choices.Length)];

    /// <summary>As often near <paramref name="min"/> as near <paramref name="max"/>, by order of magnitude.</summary>
    public TimeSpan Between(TimeSpan min, TimeSpan max) =>
        min * Math.Exp(Unit() * Math.Log(max / min));

    public void Fill(Span<byte> sixteen)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(sixteen, Next());
        BinaryPrimitives.WriteUInt64LittleEndian(sixteen[8..], Next());
    }

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
