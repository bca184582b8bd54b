using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Temporal;

/// <summary>
/// Digits of the fraction of a second in Trino's <c>timestamp(p)</c> and <c>time(p)</c>. The engine's types have six;
/// how many Trino prints can be told from how an expression is written.
/// </summary>
internal static partial class FractionDigits
{
    /// <summary>Of types without a number, and of columns in Athena.</summary>
    public const int Default = 3;

    private const int Max = 6;

    public static int Of(Rewriter rewriter, SqlNode node) => Find(rewriter, node) ?? Default;

    /// <summary>Whether an expression says how many.</summary>
    public static bool IsWritten(Rewriter rewriter, SqlNode node) => Find(rewriter, node) is not null;

    /// <summary>The length in characters of <c>yyyy-MM-dd HH:mm:ss</c> with so many digits.</summary>
    public static int TextLength(Rewriter rewriter, SqlNode node)
    {
        const int seconds = 19;
        int digits = Of(rewriter, node);
        return digits == 0 ? seconds : seconds + 1 + digits;
    }

    private static int? Find(Rewriter rewriter, SqlNode node) => Literals.Inner(node) switch
    {
        SqlNode.TypedText { Type: "TIMESTAMP" or "TIME" } literal =>
            Math.Min(Max, Fraction().Match(rewriter.SourceOf(literal)).Groups[1].Length),
        SqlNode.Extended extended when AtTimeZone.ZoneOf(rewriter, extended) is not null =>
            Find(rewriter, extended.Target),
        SqlNode.Operation { Operator: "+" or "-" } sum => Find(rewriter, sum.Left) ?? Find(rewriter, sum.Right),
        SqlNode.Call call => Find(rewriter, call),
        SqlNode.Leaf leaf when Literals.TextOf(rewriter, leaf) is { } text && Fraction().IsMatch(text) =>
            Math.Min(Max, Fraction().Match(text).Groups[1].Length),
        _ => null,
    };

    private static int? Find(Rewriter rewriter, SqlNode.Call call) => (call.Function, call.Arguments) switch
    {
        ("cast" or "try_cast", [var run]) => OfType(rewriter.SourceOf(run)),
        ("current_timestamp" or "localtimestamp" or "current_time" or "localtime", [var digits]) =>
            (int?)Literals.IntegerOf(rewriter, digits),
        ("at_timezone" or "with_timezone", [var value, _]) => Find(rewriter, value),
        ("date_trunc", [_, var value]) => Find(rewriter, value),
        ("date_add", [_, _, var value]) => Find(rewriter, value),
        ("from_iso8601_timestamp_nanos" or "from_unixtime_nanos", _) => Max,
        _ => null,
    };

    private static int? OfType(string cast)
    {
        Match match = Parameter().Match(cast);
        return match.Success ? Math.Min(Max, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    [GeneratedRegex(@":\d{2}\.(\d+)")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\bAS\s+(?:TIME|TIMESTAMP)\s*\(\s*(\d+)\s*\)[^)]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
