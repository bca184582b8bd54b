using System.Globalization;
using System.Text;

namespace Tarn.Cli.Output;

/// <summary>How many cells of a terminal a text takes.</summary>
internal static class TextWidth
{
    public const string Cut = "…";

    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text cut to the width, with a sign that it was, and filled up with spaces.</summary>
    public static string Fit(string text, int width, bool isRightAligned)
    {
        string fitted = Of(text) <= width ? text : Shorten(text, width);
        string fill = new(' ', width - Of(fitted));
        return isRightAligned ? fill + fitted : fitted + fill;
    }

    /// <summary>The text on one line: control characters would break the table or, worse, steer the terminal.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        StringBuilder printable = new(text.Length);
        foreach (char character in text)
        {
            printable.Append(character switch
            {
                '\n' => '⏎',
                '\t' => ' ',
                _ => char.IsControl(character) ? '·' : character,
            });
        }

        return printable.ToString();
    }

    private static string Shorten(string text, int width)
    {
        if (width <= 0)
        {
            return "";
        }

        int cells = 0;
        StringBuilder start = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += Of(rune);
            if (cells > width - 1)
            {
                break;
            }

            start.Append(rune.ToString());
        }

        return start + Cut;
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    /// <summary>Unicode's East Asian Width W and F, in the ranges that matter, and emoji.</summary>
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF)
        or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
