using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>Dates and times of ISO 8601.</summary>
internal static partial class IsoText
{
    /// <summary>As the engine reads timestamps; without an offset it is a time of the session's zone.</summary>
    /// <param name="text">A date, by month, week or day of the year, with or without a time and an offset.</param>
    /// <param name="digits">Of the fraction of a second that count.</param>
    public static string ReadTimestamp(string text, int digits)
    {
        Match match = Timestamp().Match(text);
        FunctionError.Require(match.Success, $"Invalid format: \"{text}\"");
        ParsedDatetime result = ReadDate(match);
        result.Hour = Number(match, "hour") ?? 0;
        result.Minute = Number(match, "minute") ?? 0;
        result.Second = Number(match, "second") ?? 0;
        result.Microsecond = int.Parse(
            match.Groups["fraction"].Value.PadRight(6, '0')[..Math.Min(digits, 6)].PadRight(6, '0'),
            CultureInfo.InvariantCulture);
        result.Zone = match.Groups["offset"] is { Length: > 0 } offset ? ZoneAt(offset.Value).Zone : "";
        FunctionError.Require(
            result.Hour < 24 && result.Minute < 60 && result.Second < 60, $"Invalid format: \"{text}\"");
        return Text(result, text);
    }

    public static string ReadDate(string text)
    {
        Match match = Date().Match(text);
        FunctionError.Require(match.Success, $"Invalid format: \"{text}\"");
        return Text(ReadDate(match), text)[..10];
    }

    /// <summary>An offset or zone, as the engine reads it behind a timestamp, and its length in the text.</summary>
    public static (string Zone, int Length) ZoneAt(ReadOnlySpan<char> text)
    {
        Match match = Zone().Match(text.ToString());
        if (!match.Success)
        {
            return ("", 0);
        }

        if (match.Groups["hours"].Length == 0)
        {
            return (match.Value is "Z" or "z" ? "+00:00" : " " + match.Value, match.Length);
        }

        int minutes = (Number(match, "hours")!.Value * 60) + (Number(match, "minutes") ?? 0);
        return (Offset(match.Value[0] == '-' ? -minutes : minutes, ":"), match.Length);
    }

    public static string Offset(long minutes, string separator) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}{separator}{Math.Abs(minutes) % 60:00}");

    private static ParsedDatetime ReadDate(Match match) => new()
    {
        Year = Number(match, "year"),
        Month = Number(match, "month"),
        Day = Number(match, "day"),
        DayOfYear = Number(match, "dayofyear"),
        Week = Number(match, "week"),
        DayOfWeek = Number(match, "dayofweek"),
    };

    private static string Text(ParsedDatetime result, string text)
    {
        try
        {
            return result.ToString();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FunctionError.InvalidArgument($"Cannot parse \"{text}\": there is no such day");
        }
    }

    private static int? Number(Match match, string group) => match.Groups[group].Length > 0
        ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture)
        : null;

    private const string DatePattern =
        @"(?<year>\d{4})(?:-W(?<week>\d{1,2})(?:-(?<dayofweek>[1-7]))?|-(?<dayofyear>\d{3})"
        + @"|-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?";

    [GeneratedRegex("^" + DatePattern + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(
        "^" + DatePattern + @"(?:T(?:(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})"
        + @"(?:[.,](?<fraction>\d+))?)?)?)?(?<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();

    [GeneratedRegex(
        @"^(?:[+-](?<hours>\d{2})(?::?(?<minutes>\d{2}))?|[A-Za-z][\w/+-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
