using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tarn.Common;

/// <summary>Ids of 48 bits of milliseconds and 80 random bits, as 26 base-32 characters.</summary>
public sealed class UlidSource(TimeProvider timeProvider) : IIdSource
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public string NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Text(bytes, timeProvider.GetUtcNow());
    }

    /// <summary>Comes before all ids made at that moment or later, after those of earlier milliseconds.</summary>
    public static string FirstAt(DateTimeOffset moment) => Text(stackalloc byte[16], moment);

    private static string Text(Span<byte> bytes, DateTimeOffset moment)
    {
        long milliseconds = moment.ToUnixTimeMilliseconds();
        bytes[0] = (byte)(milliseconds >> 40);
        bytes[1] = (byte)(milliseconds >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);

        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (int i = Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }
}
