using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Temporal;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Writes a text with the arguments in it: <c>{0}</c> is the first, <c>{1*}</c> the second and all after it, with
/// commas; <c>{1@a;b}</c> is the body of the lambda that is the second argument with its parameters bound to a and b;
/// <c>{t}</c> is the type of a cast, <c>{~}</c> what follows the call (FILTER, OVER), for a template in which the
/// aggregate is not the last thing. <c>{@0}</c>, <c>{%0}</c> and <c>{#0}</c> are what an instant has in Trino and not
/// here, see <see cref="InstantPart"/>. Braces that hold anything else stand for themselves.
/// </summary>
internal sealed record TemplateRule(string Name, int ArgumentsMin, int ArgumentsMax, string Template)
    : CallRule(Name, ArgumentsMin, ArgumentsMax)
{
    private const string Suffix = "{~}";

    public override bool WritesSuffix => Template.Contains(Suffix, StringComparison.Ordinal);

    public override void Write(Rewriter rewriter, Site site)
    {
        string[] parts = Template.Replace("{t}", site.EngineTypeText, StringComparison.Ordinal).Split(Suffix);
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
            if (open < 0 || !IsArgument(template.AsSpan(open + 1)))
            {
                int end = open < 0 ? template.Length : open + 1;
                rewriter.Text(template[place..end], site.Place);
                place = end;
                continue;
            }

            rewriter.Text(template[place..open], site.Place);
            int close = template.IndexOf('}', open);
            WriteArgument(rewriter, site, template[(open + 1)..close]);
            place = close + 1;
        }
    }

    private static bool IsArgument(ReadOnlySpan<char> placeholder) => placeholder switch
    {
        [var digit, ..] when char.IsAsciiDigit(digit) => true,
        [var mark, var digit, ..] => InstantPart.IsMark(mark) && char.IsAsciiDigit(digit),
        _ => false,
    };

    private static void WriteArgument(Rewriter rewriter, Site site, string placeholder)
    {
        if (InstantPart.IsMark(placeholder[0]))
        {
            InstantPart.Write(rewriter, placeholder[0], site.Operands[placeholder[1] - '0']);
            return;
        }

        int index = placeholder[0] - '0';
        if (placeholder.Contains('@', StringComparison.Ordinal))
        {
            WriteBody(rewriter, site.Operands[index], placeholder[2..].Split(';'));
            return;
        }

        bool isRest = placeholder.EndsWith('*');
        for (int i = index; i < site.Operands.Count && (isRest || i == index); i++)
        {
            rewriter.Text(i > index ? ", " : "", site.Place);
            rewriter.Node(site.Operands[i]);
        }
    }

    private static void WriteBody(Rewriter rewriter, SqlNode argument, string[] values)
    {
        if (argument is not SqlNode.Run { Nodes: [SqlNode.Lambda lambda] } || lambda.Parameters.Count != values.Length)
        {
            // No lambda, or one of other parameters: the engine says what is wrong with it.
            rewriter.Node(argument);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            string name = lambda.Parameters[i].Text(rewriter.Source).ToString();
            rewriter.Text($"list_transform([{values[i]}], lambda {name}: ", lambda);
        }

        rewriter.Node(lambda.Body);
        rewriter.Text(string.Concat(Enumerable.Repeat(")[1]", values.Length)), lambda);
    }
}
