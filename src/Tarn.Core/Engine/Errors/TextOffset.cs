using System.Text;

namespace Tarn.Engine;

/// <summary>
/// The engine counts UTF-8 bytes, its grammar for syntax errors code points; we count characters (UTF-16 units).
/// </summary>
internal static class TextOffset
{
    /// <summary>Null when the text is unknown or shorter than the offset.</summary>
    public static int? ToCharacters(string? text, long byteOffset)
    {
        if (text is null || byteOffset < 0)
        {
            return null;
        }

        long bytes = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (bytes >= byteOffset)
            {
                return i;
            }

            // A pair of surrogates is four bytes, counted at its first half.
            bytes += char.IsLowSurrogate(text[i]) ? 0 : Rune.TryGetRuneAt(text, i, out Rune rune) ? rune.Utf8SequenceLength : 3;
        }

        return bytes >= byteOffset ? text.Length : null;
    }

    public static int? FromCodePoints(string? text, int codePointOffset)
    {
        if (text is null)
        {
            return null;
        }

        int place = 0;
        for (int i = 0; i < codePointOffset && place < text.Length; i++)
        {
            place += place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1]) ? 2 : 1;
        }

        return place;
    }
}
