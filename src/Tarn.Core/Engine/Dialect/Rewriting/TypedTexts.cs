using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Literals that begin with a type.</summary>
internal static partial class TypedTexts
{
    public static void Write(Rewriter rewriter, SqlNode.TypedText literal)
    {
        string text = literal.Text.Text(rewriter.Source).ToString();
        switch (literal.Type)
        {
            case "X":
                rewriter.Text($"from_hex({Hexadecimal().Replace(text, "")})", literal);
                break;
            case "TIMESTAMP":
                rewriter.Text($"CAST({Short(text)} AS {TimestampType(text)})", literal);
                break;
            case "TIME":
                rewriter.Text($"CAST({text} AS {(HasOffset(text) ? "TIMETZ" : "TIME")})", literal);
                break;
            case "DECIMAL":
                rewriter.Text($"CAST({text} AS {DecimalType(text)})", literal);
                break;
            case "CHAR":
                rewriter.Text(text, literal);
                break;
            case "JSON":
                rewriter.Text($"tarn_json_parse({text})", literal);
                break;
            case "IPADDRESS":
                rewriter.Text($"tarn_ip({text})", literal);
                break;
            case "IPPREFIX":
                rewriter.Text($"tarn_ip_network({text})", literal);
                break;
            default:
                rewriter.Copy(literal.Start, literal.End);
                break;
        }
    }

    /// <summary>With a zone behind the time, or an offset, it is an instant.</summary>
    private static string TimestampType(string text)
    {
        Match match = Timestamp().Match(text);
        return match.Success && match.Groups["zone"].Length > 0 ? "TIMESTAMPTZ" : "TIMESTAMP";
    }

    /// <summary>The engine keeps six digits of a second and wants seconds.</summary>
    private static string Short(string text)
    {
        Match match = Timestamp().Match(text);
        if (!match.Success)
        {
            return text;
        }

        string seconds = match.Groups["seconds"] is { Length: > 0 } given ? given.Value : ":00";
        string time = match.Groups["minutes"].Length > 0 ? match.Groups["minutes"].Value + seconds : "00:00:00";
        string zone = match.Groups["zone"].Value.Trim();
        return $"'{match.Groups["date"].Value} {time}{Offset(zone)}'";
    }

    /// <summary>An offset as the engine wants it, hours with two digits; a name stays.</summary>
    private static string Offset(string zone) => zone.Length > 0 && Zone.Parse(zone) is Zone.Fixed offset
        ? offset.Text
        : zone.Length > 0 ? " " + zone : "";

    private static bool HasOffset(string text) => text.AsSpan(1).ContainsAny('+', '-');

    /// <summary>As many digits as are written ("decimal literal" in Trino's language).</summary>
    private static string DecimalType(string text)
    {
        string digits = text.Trim('\'').TrimStart('+', '-');
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : digits.Length - point - 1;
        int whole = (point < 0 ? digits : digits[..point]).TrimStart('0').Length;
        int precision = Math.Max(1, whole + scale);
        return string.Create(CultureInfo.InvariantCulture, $"DECIMAL({precision}, {scale})");
    }

    [GeneratedRegex(@"\s", RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(
        @"^'\s*(?<date>[+-]?\d{4,}-\d{1,2}-\d{1,2})"
        + @"(?:[ T](?<minutes>\d{1,2}:\d{2})(?<seconds>:\d{2}(?:\.\d{1,6})?)?\d*)?"
        + @"(?<zone>\s*(?:[A-Za-z][\w/+:-]*|[+-]\d{1,2}(?::?\d{2})?))?\s*'$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
