using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Writes a text with the arguments in it: <c>{0}</c> is the first, <c>{1*}</c> the second and all after it, with
/// commas; <c>{~}</c> is what follows the call (FILTER, OVER), for a template in which the aggregate is not the last
/// thing. Of an argument that may be an instant, <c>{@0}</c> is the local time in the zone it was written with,
/// <c>{%0}</c> the name of that zone, and <c>{#0}</c> the length of its text in characters. Braces that hold anything
/// else stand for themselves.
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
            int digit = open < 0 ? -1 : DigitAfter(template, open);
            if (digit < 0)
            {
                int end = open < 0 ? template.Length : open + 1;
                rewriter.Text(template[place..end], site.Place);
                place = end;
                continue;
            }

            rewriter.Text(template[place..open], site.Place);
            int close = template.IndexOf('}', open);
            bool isRest = template[close - 1] == '*';
            int index = template[digit] - '0';
            for (int i = index; i < site.Operands.Count && (isRest || i == index); i++)
            {
                rewriter.Text(i > index ? ", " : "", site.Place);
                WriteOperand(rewriter, template[digit - 1], site.Operands[i]);
            }

            place = close + 1;
        }
    }

    /// <summary>Where the number of the argument stands; -1 when the brace stands for itself.</summary>
    private static int DigitAfter(string template, int open)
    {
        int digit = open + 1 < template.Length && template[open + 1] is '@' or '%' or '#' ? open + 2 : open + 1;
        return digit < template.Length && char.IsAsciiDigit(template[digit]) ? digit : -1;
    }

    private static void WriteOperand(Rewriter rewriter, char mark, SqlNode operand)
    {
        switch (mark)
        {
            case '@':
                Zones.WriteLocal(rewriter, operand);
                break;
            case '%':
                Zones.WriteName(rewriter, operand);
                break;
            case '#':
                int length = FractionDigits.TextLength(rewriter, operand);
                rewriter.Text(length.ToString(CultureInfo.InvariantCulture), operand);
                break;
            default:
                rewriter.Node(operand);
                break;
        }
    }
}
