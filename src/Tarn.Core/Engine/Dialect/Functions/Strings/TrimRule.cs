using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>trim, ltrim, rtrim: without characters all white space goes, where the engine takes blanks only.</summary>
internal sealed record TrimRule(string Name) : CallRule(Name, 1, 1)
{
    // White space as Java's Character.isWhitespace has it.
    private static readonly int[] Blanks =
    [
        .. Enumerable.Range(0x09, 5), .. Enumerable.Range(0x1C, 5), 0x1680, .. Enumerable.Range(0x2000, 7),
        0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x205F, 0x3000,
    ];

    private static readonly string BlanksSql =
        string.Join(" || ", Blanks.Select(blank => string.Create(CultureInfo.InvariantCulture, $"chr({blank})")));

    /// <summary>Whether a text begins and ends with printable characters of ASCII.</summary>
    private const string HasInk =
        "unicode({0}) BETWEEN 33 AND 126 AND unicode(right({0}, 1)) BETWEEN 33 AND 126";

    public static IReadOnlyList<TrimRule> All { get; } = [new("trim"), new("ltrim"), new("rtrim")];

    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode[] sides = [.. KeywordArguments.Split(rewriter, site.Operands[0], ["FROM"])];
        string function = Name;
        SqlNode.Run characters = KeywordArguments.RunOf([], site.Place);
        if (sides is [SqlNode.Run before, _])
        {
            bool hasSide = before.Nodes.Count > 0;
            (function, int skipped) = !hasSide ? (Name, 0)
                : Clauses.IsWord(rewriter, before.Nodes[0], "LEADING") ? ("ltrim", 1)
                : Clauses.IsWord(rewriter, before.Nodes[0], "TRAILING") ? ("rtrim", 1)
                : Clauses.IsWord(rewriter, before.Nodes[0], "BOTH") ? ("trim", 1)
                : (Name, 0);
            characters = KeywordArguments.RunOf(before.Nodes.Skip(skipped), site.Place);
        }

        if (characters.IsEmpty)
        {
            WriteBlanks(rewriter, function, sides[^1]);
            return;
        }

        rewriter.Text($"{function}(", site.Place);
        rewriter.Node(sides[^1]);
        rewriter.Text(", ", site.Place);
        rewriter.Node(characters);
        rewriter.Text(")", site.Place);
    }

    /// <summary>Most values of a column have nothing to trim, which two characters tell.</summary>
    private static void WriteBlanks(Rewriter rewriter, string function, SqlNode text)
    {
        bool isColumn = Constants.Single(text) is SqlNode.Name;
        Site site = new(function, [text], text);
        TemplateRule.Write(rewriter, site, isColumn ? $"CASE WHEN {HasInk} THEN {{0}} ELSE " : "");
        TemplateRule.Write(rewriter, site, $"{function}({{0}}, {BlanksSql}){(isColumn ? " END" : "")}");
    }
}
