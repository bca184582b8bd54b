using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Intervals of several units, and negative ones ("INTERVAL" under data types).</summary>
internal static partial class Intervals
{
    private static readonly string[] Units = ["year", "month", "day", "hour", "minute", "second"];

    public static void Write(Rewriter rewriter, SqlNode.Interval interval)
    {
        string[] words = [.. interval.Tokens.Select(token => token.Text(rewriter.Source).ToString())];
        bool isNegative = words[1] == "-";
        int text = words[1] is "-" or "+" ? 2 : 1;
        string[] units = [.. words[(text + 1)..].Select(word => word.ToLowerInvariant())];
        if (units is [var first, "to", var last]
            && Spell(words[text].Trim('\''), first, last, isNegative) is { } spelled)
        {
            rewriter.Text($"INTERVAL '{spelled}'", interval);
        }
        else if (text == 2)
        {
            string sign = isNegative ? "-" : "";
            rewriter.Text($"({sign}INTERVAL {string.Join(' ', words[text..])})", interval);
        }
        else
        {
            rewriter.Copy(interval.Start, interval.End);
        }
    }

    /// <summary>Each number with its unit; null when there are not as many numbers as units.</summary>
    private static string? Spell(string text, string first, string last, bool isNegative)
    {
        int from = Array.IndexOf(Units, first);
        int to = Array.IndexOf(Units, last);
        MatchCollection numbers = Numbers().Matches(text);
        if (from < 0 || to < from || numbers.Count != to - from + 1)
        {
            return null;
        }

        string sign = isNegative != text.TrimStart().StartsWith('-') ? "-" : "";
        return string.Join(' ', numbers.Select((number, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{sign}{number.Value} {Units[from + i]}")));
    }

    [GeneratedRegex(@"\d+(?:\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
