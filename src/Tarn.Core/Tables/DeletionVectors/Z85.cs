using System.Buffers.Binary;

namespace Tarn.Tables.DeletionVectors;

/// <summary>Base85 in the variant of ZeroMQ's RFC 32: four bytes, the first the highest, in five characters.</summary>
internal static class Z85
{
    private const string Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <param name="bytes">A multiple of four.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length / 4 * 5];
        for (int group = 0; group < bytes.Length / 4; group++)
        {
            uint value = BinaryPrimitives.ReadUInt32BigEndian(bytes[(group * 4)..]);
            for (int i = 4; i >= 0; i--)
            {
                text[(group * 5) + i] = Alphabet[(int)(value % 85)];
                value /= 85;
            }
        }

        return new string(text);
    }

    /// <exception cref="FormatException">Not Z85.</exception>
    public static byte[] Decode(string text)
    {
        if (text.Length % 5 != 0)
        {
            throw new FormatException($"{text.Length} characters are no multiple of 5, as Z85 has");
        }

        byte[] bytes = new byte[text.Length / 5 * 4];
        for (int group = 0; group < text.Length / 5; group++)
        {
            ulong value = 0;
            foreach (char character in text.AsSpan(group * 5, 5))
            {
                int digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
                value = digit < 0
                    ? throw new FormatException($"'{character}' is no character of Z85")
                    : (value * 85) + (ulong)digit;
            }

            if (value > uint.MaxValue)
            {
                throw new FormatException($"'{text.AsSpan(group * 5, 5)}' is more than four bytes of Z85");
            }

            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(group * 4), (uint)value);
        }

        return bytes;
    }
}
