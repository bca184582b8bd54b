using System.Globalization;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Intervals. The engine knows no ranges of units (DAY TO SECOND) and no sign before the text.</summary>
internal static class IntervalTexts
{
    private static readonly string[] DayUnits = ["DAY", "HOUR", "MINUTE", "SECOND"];
    private static readonly decimal[] Microseconds = [86_400_000_000m, 3_600_000_000m, 60_000_000m, 1_000_000m];

    public static void Write(Rewriter rewriter, SqlNode.IntervalText literal)
    {
        if (literal.Unit == literal.LastUnit)
        {
            string text = literal.Text.Text(rewriter.Source).ToString();
            string sign = literal.IsNegative ? "-" : "";
            rewriter.Text($"({sign}INTERVAL {text} {literal.Unit})", literal);
        }
        else if (Months(rewriter, literal) is { } months)
        {
            rewriter.Text(string.Create(CultureInfo.InvariantCulture, $"(INTERVAL '{months} months')"), literal);
        }
        else if (DaysToSeconds(rewriter, literal) is (int days, long microseconds))
        {
            string text = string.Create(
                CultureInfo.InvariantCulture, $"(INTERVAL '{days} days {microseconds} microseconds')");
            rewriter.Text(text, literal);
        }
        else
        {
            rewriter.Copy(literal.Start, literal.End);
        }
    }

    /// <summary>As a zone: its offset from UTC in minutes; null when the literal is not understood.</summary>
    public static int? OffsetMinutes(Rewriter rewriter, SqlNode.IntervalText literal) =>
        DaysToSeconds(rewriter, literal) is (int days, long microseconds)
            ? (days * 1440) + (int)(microseconds / 60_000_000)
            : null;

    private static int? Months(Rewriter rewriter, SqlNode.IntervalText literal)
    {
        string text = Digits(rewriter, literal, out bool isNegative);
        string[] parts = text.Split('-');
        if (literal is not { Unit: "YEAR", LastUnit: "MONTH" }
            || parts.Length != 2
            || !TryNumber(parts[0], out decimal years)
            || !TryNumber(parts[1], out decimal months))
        {
            return null;
        }

        int sum = (int)((years * 12) + months);
        return isNegative ? -sum : sum;
    }

    private static (int Days, long Microseconds)? DaysToSeconds(Rewriter rewriter, SqlNode.IntervalText literal)
    {
        int first = Array.IndexOf(DayUnits, literal.Unit);
        int last = Array.IndexOf(DayUnits, literal.LastUnit);
        string[] parts = Digits(rewriter, literal, out bool isNegative).Split(' ', ':');
        if (first < 0 || last < first || parts.Length != last - first + 1)
        {
            return null;
        }

        int days = 0;
        decimal microseconds = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (!TryNumber(parts[i], out decimal number))
            {
                return null;
            }

            if (first + i == 0)
            {
                days = (int)number;
            }
            else
            {
                microseconds += number * Microseconds[first + i];
            }
        }

        return isNegative ? (-days, -(long)microseconds) : (days, (long)microseconds);
    }

    private static string Digits(Rewriter rewriter, SqlNode.IntervalText literal, out bool isNegative)
    {
        string text = literal.Text.Text(rewriter.Source).Trim('\'').Trim().ToString();
        isNegative = literal.IsNegative ^ text.StartsWith('-');
        return text.TrimStart('+', '-');
    }

    private static bool TryNumber(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000;
}
