using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>replace: an empty text is found around every character, which the engine does not see.</summary>
internal sealed record ReplaceRule() : CallRule("replace", 3, 3)
{
    private const string Plain = "replace({0}, {1}, {2})";

    private const string Checked =
        "CASE WHEN {1} <> '' THEN " + Plain + " WHEN {1} IS NULL OR {0} = '' THEN {1} || {0} || {2}"
        + " ELSE {2} || array_to_string(string_split({0}, ''), {2}) || {2} END";

    public override void Write(Rewriter rewriter, Site site)
    {
        bool isPlain = Constants.Text(rewriter, site.Operands[1]) is { Length: > 0 };
        TemplateRule.Write(rewriter, site, isPlain ? Plain : Checked);
    }
}
