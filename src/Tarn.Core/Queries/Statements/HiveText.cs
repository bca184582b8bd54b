using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Queries.Statements;

/// <summary>Texts of Hive's statements, in which a backslash begins an escape.</summary>
internal static partial class HiveText
{
    public static string Unescape(string text) => Escape().Replace(text, match => match.Value[1] switch
    {
        't' => "\t",
        'n' => "\n",
        'r' => "\r",
        'b' => "\b",
        '0' when match.Length == 2 => "\0",
        'u' => Character(match.ValueSpan[2..], 16),
        >= '0' and <= '3' => Character(match.ValueSpan[1..], 8),
        _ => match.Value[1..],
    });

    /// <summary>In single quotes, as Hive reads it.</summary>
    public static string Quote(string text) => $"'{string.Concat(text.Select(Escaped))}'";

    private static string Escaped(char character) => character switch
    {
        '\t' => @"\t",
        '\n' => @"\n",
        '\r' => @"\r",
        '\\' => @"\\",
        '\'' => "''",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => character.ToString(),
    };

    private static string Character(ReadOnlySpan<char> digits, int numberBase) =>
        ((char)Convert.ToInt32(digits.ToString(), numberBase)).ToString();

    [GeneratedRegex(@"\\(?:u[0-9a-fA-F]{4}|[0-3][0-7]{2}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
