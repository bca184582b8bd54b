using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>
/// split_to_map with a function <c>(key, first, second) -> value</c> for keys that come twice: the values of a key are
/// folded from the left.
/// </summary>
internal sealed record SplitToMapRule() : CallRule("split_to_map", 4, 4)
{
    private const string Before =
        "map_from_entries(list_transform(map_entries(tarn_split_to_multimap({0}, {1}, {2})), lambda tarn_e: "
        + "{'key': tarn_e.key, 'value': list_reduce(tarn_e.value, lambda tarn_a, tarn_b: list_transform([tarn_e.key], ";

    public override void Write(Rewriter rewriter, Site site)
    {
        TemplateRule.Write(rewriter, site, Before);
        SqlNode function = Constants.Single(site.Operands[3]);
        if (function is SqlNode.Lambda { Parameters: [var key, var first, var second] } lambda)
        {
            string Name(Parsing.SqlToken token) => token.Text(rewriter.Source).ToString();
            rewriter.Text($"lambda {Name(key)}: list_transform([tarn_a], lambda {Name(first)}: ", lambda);
            rewriter.Text($"list_transform([tarn_b], lambda {Name(second)}: ", lambda);
            rewriter.Node(lambda.Body);
            rewriter.Text(")[1])[1]", lambda);
        }
        else
        {
            rewriter.Node(site.Operands[3]);
        }

        rewriter.Text(")[1])}))", site.Place);
    }
}
