using System.Text;
using System.Text.RegularExpressions;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Catalog.Grok;

/// <summary>
/// Grok patterns → regular expressions. <c>%{NAME}</c> uses a pattern, <c>%{NAME:column:type}</c> keeps it.
/// </summary>
public static partial class GrokCompiler
{
    private const int DepthMax = 16;
    private const int CharactersMax = 64 * 1024;

    /// <exception cref="TarnException">
    /// <c>TN1005</c>: a pattern that is not known or uses itself, two columns of one name, or not an expression.
    /// </exception>
    public static GrokExpression Compile(GrokFormat format)
    {
        List<GrokColumn> columns = [];
        string expression = $"^{Expand(format.Pattern, format, columns, 0)}$";
        if (columns.Count == 0)
        {
            throw Bad(format, "it names no column; expected %{PATTERN:column} at least once");
        }

        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(
            group => group.Count() > 1) is { } twice)
        {
            throw Bad(format, $"it names the column '{twice.Key}' twice");
        }

        try
        {
            int groups = new Regex(expression, RegexOptions.NonBacktracking).GetGroupNumbers().Length - 1;
            return groups == columns.Count
                ? new GrokExpression(expression, columns)
                : throw Bad(format, "it has '(' groups of its own; write '(?:' for those");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw Bad(format, exception.Message);
        }
    }

    private static string Expand(string pattern, GrokFormat format, List<GrokColumn> columns, int depth)
    {
        if (depth > DepthMax)
        {
            throw Bad(format, $"patterns use each other more than {DepthMax} levels deep");
        }

        StringBuilder expression = new();
        int position = 0;
        foreach (Match use in Use().Matches(pattern))
        {
            expression.Append(pattern, position, use.Index - position);
            position = use.Index + use.Length;
            string name = use.Groups["pattern"].Value;
            string body = format.CustomPatterns.GetValueOrDefault(name) ?? GrokPatterns.Find(name)
                ?? throw Unknown(format, name);
            bool isColumn = use.Groups["column"].Success;
            if (isColumn)
            {
                columns.Add(new GrokColumn(use.Groups["column"].Value, TypeOf(use.Groups["type"])));
            }

            expression.Append(isColumn ? "(" : "(?:").Append(Expand(body, format, columns, depth + 1)).Append(')');
            if (expression.Length > CharactersMax)
            {
                throw Bad(format, $"written out it is longer than {CharactersMax} characters");
            }
        }

        return expression.Append(pattern, position, pattern.Length - position).ToString();
    }

    private static HiveType? TypeOf(Group type) => !type.Success ? null : type.Value switch
    {
        "long" => HiveType.BigInt,
        string name => HiveType.Parse(name),
    };

    private static TarnException Unknown(GrokFormat format, string name)
    {
        string? meant = Suggestion.DidYouMean(name, GrokPatterns.Names.Concat(format.CustomPatterns.Keys));
        return Bad(format, $"there is no pattern '{name}'", meant);
    }

    private static TarnException Bad(GrokFormat format, string problem, string? hint = null) =>
        new(ErrorCodes.BadArgument, $"grok pattern '{format.Pattern}': {problem}") { Hint = hint };

    [GeneratedRegex(@"%\{(?<pattern>\w+)(?::(?<column>[\w.@\[\]-]+)(?::(?<type>\w+))?)?\}")]
    private static partial Regex Use();
}
