using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>
/// substr and <c>substring(… FROM … FOR …)</c>, of text and of bytes. Before the first character, and behind the last,
/// there is nothing.
/// </summary>
internal sealed record SubstringRule(string Name) : CallRule(Name, 1, 3)
{
    private const string OfBytes = "tarn_substr({0}, {1}, 9223372036854775807)";
    private const string PartOfBytes = "tarn_substr({0}, {1}, {2})";
    private const string Plain = "substr({0}, {1*})";

    private const string OfText =
        "list_transform([{'t': {0}, 's': {1}}], lambda tarn_a: CASE WHEN tarn_a.t IS NULL THEN NULL"
        + " WHEN tarn_a.s = 0 OR -tarn_a.s > length(tarn_a.t) THEN '' ELSE substr(tarn_a.t, tarn_a.s) END)[1]";

    private const string PartOfText =
        "list_transform([{'t': {0}, 's': {1}, 'n': {2}}], lambda tarn_a: CASE WHEN tarn_a.t IS NULL THEN NULL"
        + " WHEN tarn_a.s = 0 OR tarn_a.n <= 0 OR -tarn_a.s > length(tarn_a.t) THEN ''"
        + " ELSE substr(tarn_a.t, tarn_a.s, tarn_a.n) END)[1]";

    public override void Write(Rewriter rewriter, Site site)
    {
        if (site.Operands.Count == 1)
        {
            site = site with { Operands = [.. KeywordArguments.Split(rewriter, site.Operands[0], ["FROM", "FOR"])] };
        }

        if (site.Operands.Count == 1)
        {
            TemplateRule.Write(rewriter, site, "substr({0})");
            return;
        }

        EngineType? type = rewriter.TypeOf(site.Operands[0]);
        bool isWhole = site.Operands.Count == 2;
        TemplateRule.Write(rewriter, site, type?.Kind == EngineTypeKind.Blob
            ? isWhole ? OfBytes : PartOfBytes
            : IsPlain(rewriter, site) ? Plain
            : isWhole ? OfText : PartOfText);
    }

    /// <summary>Literals that the engine takes as Trino does.</summary>
    private static bool IsPlain(Rewriter rewriter, Site site) =>
        site.Operands.Skip(1).All(operand => Constants.Integer(rewriter, operand) is > 0);
}
