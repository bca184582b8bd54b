using System.Text;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>Places in a text counted in Unicode code points, as SQL does; a .NET string counts UTF-16 units.</summary>
internal static class CodePoints
{
    public static int[] Of(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>How many code points come before an index of the string.</summary>
    public static int CountBefore(string text, int index)
    {
        int count = index;
        for (int i = 1; i < index; i++)
        {
            count -= char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Where a code point begins in the string; its length when there are not so many.</summary>
    public static int IndexOf(string text, long codePoint)
    {
        int index = 0;
        for (long i = 0; i < codePoint && index < text.Length; i++)
        {
            index += Rune.TryGetRuneAt(text, index, out Rune rune) ? rune.Utf16SequenceLength : 1;
        }

        return index;
    }
}
