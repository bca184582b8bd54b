using System.Text;

namespace Tarn.Crawlers.Sampling;

/// <summary>
/// Bytes → text: by a byte order mark, else UTF-16 when every second byte of the start is zero, else UTF-8 when the
/// bytes are that, else latin-1. Bytes that no text has make it binary.
/// </summary>
internal static class TextDecoder
{
    private const int CharacterBytesMax = 4;
    private const int LookedAtBytesMax = 1024;

    /// <summary>The text, or null with the reason that it is none.</summary>
    public static TextSample? Decode(ObjectSample sample, out string? reason)
    {
        ReadOnlySpan<byte> bytes = sample.Bytes;
        reason = null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || IsUtf16(bytes, zeroAt: 0))
        {
            reason = "it is UTF-16 with the high byte first, which the engine does not read";
            return null;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || IsUtf16(bytes, zeroAt: 1))
        {
            ReadOnlySpan<byte> text = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? bytes[2..] : bytes;
            return new TextSample(
                Encoding.Unicode.GetString(text[..(text.Length & ~1)]), sample.IsWhole, "utf-16", IsAscii: false);
        }

        bytes = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        if (IsBinary(bytes))
        {
            reason = "it is binary data of no known format";
            return null;
        }

        int length = sample.IsWhole ? bytes.Length : WithoutCutCharacter(bytes);
        bool isAscii = Ascii.IsValid(bytes);
        return System.Text.Unicode.Utf8.IsValid(bytes[..length])
            ? new TextSample(Encoding.UTF8.GetString(bytes[..length]), sample.IsWhole, "utf-8", isAscii)
            : new TextSample(Encoding.Latin1.GetString(bytes), sample.IsWhole, "latin-1", IsAscii: false);
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        int length = Math.Min(bytes.Length, LookedAtBytesMax) & ~1;
        for (int i = 0; i < length; i += 2)
        {
            if (bytes[i + zeroAt] != 0 || bytes[i + 1 - zeroAt] == 0)
            {
                return false;
            }
        }

        return length > 2;
    }

    /// <summary>Control characters besides white space, and the separators and escapes that some logs have.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x09 and not 0x01 or (> 0x0D and < 0x1B))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Length up to the last whole UTF-8 character.</summary>
    private static int WithoutCutCharacter(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(CharacterBytesMax, bytes.Length); back++)
        {
            byte value = bytes[^back];
            if ((value & 0xC0) != 0x80)
            {
                int needed = value < 0x80 ? 1 : value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
                return needed > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }
}
