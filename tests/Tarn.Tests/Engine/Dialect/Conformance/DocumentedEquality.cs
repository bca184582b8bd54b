using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Types;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Compares with answers as Trino's documentation prints them, which is not always how Trino does.</summary>
internal static partial class DocumentedEquality
{
    public static bool AreEqual(string expected, object? got, EngineType? gotType)
    {
        string text = expected.Trim();
        if (text.Length == 0 || text.Equals("NULL", StringComparison.OrdinalIgnoreCase))
        {
            return got is null || (text.Length == 0 && got.Equals(""));
        }

        if (got is null)
        {
            return false;
        }

        if (got is string answer && AreSameTexts(text, answer, gotType))
        {
            return true;
        }

        string wanted = Simplify(ArrayWords().Replace(text, ""));
        string rendered = Simplify(ArrayWords().Replace(Render(got), ""));
        return wanted == rendered
            || WholeNumber().Replace(wanted, "$1") is var shorter
                && (shorter == WholeNumber().Replace(rendered, "$1")
                    || shorter.Replace(':', '=') == WholeNumber().Replace(rendered, "$1"))
            || TrinoEquality.AreNear(text, got)
            || (Truncated().IsMatch(text) && Render(got).StartsWith(text[..^3], StringComparison.Ordinal));
    }

    private static bool AreSameTexts(string text, string answer, EngineType? gotType)
    {
        string[] readings = [text, text.Trim('\''), text.Trim('"'), TypedText().Replace(text, "$1")];
        return readings.Any(reading =>
            reading == answer
            || TrinoEquality.AreNear(reading, answer)
            || TrinoEquality.IsSameJson(reading, answer)
            || (TimeText.IsTimestamp(reading) && TimeText.IsTimestamp(answer)
                && (TimeText.HasZone(reading)
                    ? TrinoEquality.IsSameInstant(reading, answer, null)
                    : TimeText.IsSameTimestamp(reading, answer)))
            || (gotType?.Kind == EngineTypeKind.Blob
                && new string([.. reading.ToLowerInvariant().Where(char.IsAsciiHexDigitLower)]) == answer)
            || (TimeText.Interval(reading) is { } a && TimeText.Interval(answer) == a));
    }

    private static string Simplify(string text) => Quotes().Replace(text, "").ToLowerInvariant();

    private static string Render(object? value) => value switch
    {
        null => "NULL",
        true => "true",
        false => "false",
        List<object?> { Count: > 0 } list when list.TrueForAll(element => element is List<object?> { Count: 2 }) =>
            "{" + string.Join(", ", list.Select(entry =>
                Render(((List<object?>)entry!)[0]) + "=" + Render(((List<object?>)entry)[1]))) + "}",
        List<object?> list => "[" + string.Join(", ", list.Select(Render)) + "]",
        Dictionary<string, object?> row =>
            "{" + string.Join(", ", row.Select(field => $"{field.Key}={Render(field.Value)}")) + "}",
        Number { IsExact: false, Approximate: > -1e15 and < 1e15 } number when double.IsInteger(number.Approximate) =>
            number.Approximate.ToString("0.0", CultureInfo.InvariantCulture),
        Number { IsExact: true } number => number.Scale == 0
            ? number.Unscaled.ToString(CultureInfo.InvariantCulture)
            : number.Approximate.ToString("R", CultureInfo.InvariantCulture),
        Number number => number.Approximate.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"\b(ARRAY|ROW|MAP)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ArrayWords();

    [GeneratedRegex(@"[\s'""]")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"(\d+)\.0\b")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?\d+\.\d+\.\.\.$")]
    private static partial Regex Truncated();

    [GeneratedRegex("^(?:TIMESTAMP|DATE|TIME|JSON|X|VARCHAR|INTERVAL)\\s*'(.*)'$")]
    private static partial Regex TypedText();
}
