using System.Buffers;

namespace Tarn.Engine.Json;

/// <summary>Goes over tokens of JSON, from the place of the first byte to that behind the last.</summary>
internal static class JsonTokens
{
    /// <summary>The place behind what is no token.</summary>
    public const int Invalid = -1;

    private static readonly SearchValues<byte> TextEnds = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    public static bool IsAt(ReadOnlySpan<byte> text, int at, char character) =>
        (uint)at < (uint)text.Length && text[at] == character;

    public static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at;
    }

    public static int SkipWord(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> word) =>
        text[at..].StartsWith(word) ? at + word.Length : Invalid;

    /// <param name="isStrict">Whether what is no number, such as <c>NaN</c>, is refused.</param>
    public static int SkipNumber(ReadOnlySpan<byte> text, int at, bool isStrict)
    {
        int start = IsAt(text, at, '-') ? at + 1 : at;
        int end = SkipDigits(text, start);
        if (end == start || (end > start + 1 && text[start] == '0'))
        {
            return end == start && !isStrict ? SkipNoNumber(text, start) : Invalid;
        }

        if (IsAt(text, end, '.'))
        {
            int fraction = end + 1;
            end = SkipDigits(text, fraction);
            if (end == fraction)
            {
                return Invalid;
            }
        }

        if (IsAt(text, end, 'e') || IsAt(text, end, 'E'))
        {
            int exponent = IsAt(text, end + 1, '-') || IsAt(text, end + 1, '+') ? end + 2 : end + 1;
            end = SkipDigits(text, exponent);
            if (end == exponent)
            {
                return Invalid;
            }
        }

        return end;
    }

    /// <summary>What Python and others write for numbers that are none.</summary>
    private static int SkipNoNumber(ReadOnlySpan<byte> text, int at)
    {
        int end = SkipWord(text, at, "NaN"u8);
        return end != Invalid ? end : SkipWord(text, at, "Infinity"u8);
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
        {
            at++;
        }

        return at;
    }

    /// <returns>Whether there are escapes in it.</returns>
    /// <param name="at">At the first quote; behind the second then, or invalid.</param>
    public static bool SkipText(ReadOnlySpan<byte> text, ref int at)
    {
        bool isEscaped = false;
        int i = at + 1;
        while (true)
        {
            int length = text[i..].IndexOfAny(TextEnds);
            i += length;
            if (length < 0 || text[i] < ' ')
            {
                at = Invalid;
                return false;
            }

            if (text[i] == '"')
            {
                at = i + 1;
                return isEscaped;
            }

            isEscaped = true;
            int escape = JsonText.EscapeLength(text[i..]);
            if (escape == 0)
            {
                at = Invalid;
                return false;
            }

            i += escape;
        }
    }
}
