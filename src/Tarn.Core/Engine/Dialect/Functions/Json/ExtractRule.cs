using Tarn.Engine.Dialect.Functions.Strings;
using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>
/// json_extract and json_extract_scalar: by the engine itself when the path is a literal that it knows too, since they
/// are called by the million. It prints numbers with a point in a form of its own, so that those stay with us.
/// </summary>
internal sealed record ExtractRule(string Name, string Native, string Own) : CallRule(Name, 2, 2)
{
    public static IReadOnlyList<ExtractRule> All { get; } =
    [
        new(
            "json_extract",
            "CASE WHEN json_valid({0}) THEN json_extract({0}, {path}) END",
            "tarn_json_extract({0}, {1})"),
        new(
            "json_extract_scalar",
            "CASE WHEN json_valid({0}) THEN CASE json_type({0}, {path}) WHEN 'DOUBLE'"
            + " THEN tarn_json_extract_scalar({0}, {1}) WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL"
            + " ELSE json_extract_string({0}, {path}) END END",
            "tarn_json_extract_scalar({0}, {1})"),
    ];

    public override void Write(Rewriter rewriter, Site site)
    {
        string? path = Constants.Text(rewriter, site.Operands[1]);
        bool isColumn = Constants.Single(site.Operands[0]) is Syntax.SqlNode.Name;
        string? native = path is not null && isColumn ? ExtractPath.ToNative(path) : null;
        TemplateRule.Write(
            rewriter,
            site,
            native is null ? Own : Native.Replace("{path}", SqlText.Literal(native), StringComparison.Ordinal));
    }
}
