using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Writes a text with the arguments in it: <c>{0}</c> is the first, <c>{1*}</c> the second and all after it, with
/// commas; <c>{~}</c> is what follows the call (FILTER, OVER), for a template in which the aggregate is not the last
/// thing. Braces that hold anything else stand for themselves.
/// </summary>
internal sealed record TemplateRule(string Name, int ArgumentsMin, int ArgumentsMax, string Template)
    : CallRule(Name, ArgumentsMin, ArgumentsMax)
{
    private const string Suffix = "{~}";

    public override bool WritesSuffix => Template.Contains(Suffix, StringComparison.Ordinal);

    public override void Write(Rewriter rewriter, Site site)
    {
        string[] parts = Template.Split(Suffix);
        Write(rewriter, site, parts[0]);
        foreach (string part in parts[1..])
        {
            if (site.Place is SqlNode.Call call)
            {
                Calls.WriteSuffix(rewriter, call);
            }

            Write(rewriter, site, part);
        }
    }

    public static void Write(Rewriter rewriter, Site site, string template)
    {
        int place = 0;
        while (place < template.Length)
        {
            int open = template.IndexOf('{', place);
            if (open < 0 || open + 1 == template.Length || !char.IsAsciiDigit(template[open + 1]))
            {
                int end = open < 0 ? template.Length : open + 1;
                rewriter.Text(template[place..end], site.Place);
                place = end;
                continue;
            }

            rewriter.Text(template[place..open], site.Place);
            int close = template.IndexOf('}', open);
            bool isRest = template[close - 1] == '*';
            int index = template[open + 1] - '0';
            for (int i = index; i < site.Operands.Count && (isRest || i == index); i++)
            {
                rewriter.Text(i > index ? ", " : "", site.Place);
                rewriter.Node(site.Operands[i]);
            }

            place = close + 1;
        }
    }
}
