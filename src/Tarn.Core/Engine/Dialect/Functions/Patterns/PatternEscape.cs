using System.Globalization;
using System.Text;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>What follows a backslash, in a class or outside.</summary>
internal static class PatternEscape
{
    private const string Zero = "0";

    /// <summary>Reads from the backslash on; what it stands for.</summary>
    public static PatternClass Read(string source, ref int place)
    {
        if (place + 1 >= source.Length)
        {
            throw FunctionError.InvalidArgument($"Invalid pattern '{source}': it ends with a backslash");
        }

        char kind = source[place + 1];
        place += 2;
        switch (kind)
        {
            case 'p' or 'P':
                return PatternProperty.Read(source, ref place, isNegated: kind == 'P');
            case 'x' when place < source.Length && source[place] == '{':
                int end = source.IndexOf('}', place);
                string digits = end < 0 ? "" : source[(place + 1)..end];
                place = end + 1;
                return Point(source, digits, 16);
            case 'x':
                return Point(source, Take(source, ref place, 2), 16);
            case 'u':
                return Unit(source, ref place);
            case '0':
                return Point(source, Zero + TakeOctal(source, ref place), 8);
            case 'e':
                return PatternClass.Single(0x1B);
            case 'a' or 't' or 'n' or 'r' or 'f':
                return PatternClass.Single("\a\t\n\r\f"["atnrf".IndexOf(kind, StringComparison.Ordinal)]);
            case 'h':
                return PatternClass.Set("0-9a-fA-F");
            case 'd' or 's' or 'w':
                return PatternClass.Set($"\\{kind}");
            case 'D' or 'S' or 'W':
                return PatternClass.Set($"\\{char.ToLowerInvariant(kind)}") with { IsNegated = true };
            default:
                return char.IsAsciiLetterOrDigit(kind)
                    ? PatternClass.Raw($"\\{kind}{(char.IsAsciiDigit(kind) ? TakeDigits(source, ref place) : "")}")
                    : PatternClass.Single(kind);
        }
    }

    /// <summary>A code point that stands for itself.</summary>
    public static string Quote(int point)
    {
        string text = char.ConvertFromUtf32(point);
        return text.Length == 2 ? $"(?:{text})" : Unit(text[0]);
    }

    /// <summary>A UTF-16 unit that stands for itself, in classes too.</summary>
    public static string Unit(char unit) => char.IsLetterOrDigit(unit)
        ? unit.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");

    private static PatternClass Unit(string source, ref int place)
    {
        PatternClass first = Point(source, Take(source, ref place, 4), 16);
        if (first.Value is >= 0xD800 and < 0xDC00 && source.AsSpan(place).StartsWith("\\u"))
        {
            place += 2;
            PatternClass second = Point(source, Take(source, ref place, 4), 16);
            return PatternClass.Single(char.ConvertToUtf32((char)first.Value, (char)second.Value!));
        }

        return first;
    }

    private static PatternClass Point(string source, string digits, int digitBase)
    {
        try
        {
            int point = Convert.ToInt32(digits, digitBase);
            return point <= 0x10FFFF ? PatternClass.Single(point) : throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw FunctionError.InvalidArgument($"Invalid pattern '{source}': '{digits}' is no character");
        }
    }

    private static string Take(string source, ref int place, int count)
    {
        string taken = source.Substring(place, Math.Min(count, source.Length - place));
        place += taken.Length;
        return taken;
    }

    private static string TakeOctal(string source, ref int place)
    {
        StringBuilder digits = new();
        while (digits.Length < 3 && place < source.Length && source[place] is >= '0' and <= '7')
        {
            digits.Append(source[place++]);
        }

        return digits.ToString();
    }

    private static string TakeDigits(string source, ref int place)
    {
        int start = place;
        while (place < source.Length && char.IsAsciiDigit(source[place]))
        {
            place++;
        }

        return source[start..place];
    }
}
