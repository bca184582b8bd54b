using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>
/// <c>typeof(x)</c>: known before the query is run. Lengths of texts, which the engine's types have not, are told for
/// literals and casts.
/// </summary>
internal sealed partial record TypeOfRule() : CallRule("typeof", 1, 1)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode operand = site.Operands[0];
        if (Written(rewriter, operand) is { } written)
        {
            rewriter.Text(SqlText.Literal(written), site.Place);
        }
        else if (rewriter.TypeOf(operand) is { } type)
        {
            string name = TrinoTypeNames.Of(type, FractionDigits.Of(rewriter, operand));
            rewriter.Text(SqlText.Literal(name), site.Place);
        }
        else
        {
            TemplateRule.Write(rewriter, site, "typeof({0})");
        }
    }

    private static string? Written(Rewriter rewriter, SqlNode operand)
    {
        if (Literals.TextOf(rewriter, operand) is { } text)
        {
            int length = text.EnumerateRunes().Count();
            return string.Create(CultureInfo.InvariantCulture, $"varchar({length})");
        }

        return Literals.Inner(operand) switch
        {
            SqlNode.Call { Function: "cast" or "try_cast", Arguments: [var run] }
                when WithLength().Match(rewriter.SourceOf(run)) is { Success: true } match =>
                $"{match.Groups[1].Value.ToLowerInvariant()}({match.Groups[2].Value})",
            SqlNode.Interval interval when OfMonths().IsMatch(rewriter.SourceOf(interval)) => "interval year to month",
            _ => null,
        };
    }

    [GeneratedRegex(@"\b(YEAR|MONTH)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex OfMonths();

    [GeneratedRegex(@"\bAS\s+(VARCHAR|CHAR)\s*\(\s*(\d+)\s*\)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex WithLength();
}
