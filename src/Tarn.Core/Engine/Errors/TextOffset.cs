using System.Text;

namespace Tarn.Engine.Errors;

/// <summary>
/// The engine counts UTF-8 bytes, but Unicode code points in syntax errors; we count characters (UTF-16 units).
/// </summary>
internal static class TextOffset
{
    /// <summary>Half a surrogate pair is no text; encoders write the replacement character for it.</summary>
    private const int LoneSurrogateBytes = 3;

    /// <summary>The place an error names; null when the text is unknown or shorter.</summary>
    public static int? OfError(EngineErrorKind kind, string? text, long offset) =>
        kind == EngineErrorKind.Parser ? FromCodePoints(text, offset) : ToCharacters(text, offset);

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
            if (!char.IsLowSurrogate(text[i]))
            {
                bytes += Rune.TryGetRuneAt(text, i, out Rune rune) ? rune.Utf8SequenceLength : LoneSurrogateBytes;
            }
        }

        return bytes >= byteOffset ? text.Length : null;
    }

    private static int? FromCodePoints(string? text, long codePoints)
    {
        if (text is null || codePoints < 0)
        {
            return null;
        }

        int characters = 0;
        for (; codePoints > 0 && characters < text.Length; codePoints--)
        {
            characters += Rune.TryGetRuneAt(text, characters, out Rune rune) ? rune.Utf16SequenceLength : 1;
        }

        return codePoints == 0 ? characters : null;
    }
}
