using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>
/// Recognizes ISO 8601 dates, and moments without offset or in universal time, by hand: it is asked for every value
/// of a sample. <c>2024-05-01</c>, <c>2024-05-01 10:15</c>, <c>2024-05-01T10:15:30.123Z</c>.
/// </summary>
internal static class IsoText
{
    private const int DateLength = 10;
    private const int FractionDigitsMax = 9;

    /// <summary>Date or timestamp, or null when the text is neither.</summary>
    public static HiveType? TypeOf(ReadOnlySpan<char> text)
    {
        if (text.Length < DateLength || !IsDate(text[..DateLength]))
        {
            return null;
        }

        ReadOnlySpan<char> time = text[DateLength..];
        return time.IsEmpty ? HiveType.Date : IsTime(time) ? HiveType.Timestamp : null;
    }

    private static bool IsDate(ReadOnlySpan<char> text) =>
        Number(text[..4]) is int year and > 0
        && text[4] == '-'
        && Number(text[5..7]) is int month and >= 1 and <= 12
        && text[7] == '-'
        && Number(text[8..10]) is int day and >= 1
        && day <= DateTime.DaysInMonth(year, month);

    private static bool IsTime(ReadOnlySpan<char> text)
    {
        bool hasMinutes = text.Length >= 6
            && text[0] is 'T' or ' '
            && Number(text[1..3]) is >= 0 and <= 23
            && text[3] == ':'
            && Number(text[4..6]) is >= 0 and <= 59;
        if (!hasMinutes || text.Length == 6)
        {
            return hasMinutes;
        }

        if (text.Length < 9 || text[6] != ':' || Number(text[7..9]) is not (>= 0 and <= 59))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[^1] == 'Z' ? text[9..^1] : text[9..];
        return rest.IsEmpty
            || (rest[0] == '.' && rest.Length is > 1 and <= FractionDigitsMax + 1 && Number(rest[1..]) >= 0);
    }

    /// <summary>Of digits only; -1 for anything else.</summary>
    private static int Number(ReadOnlySpan<char> text)
    {
        int number = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
