using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarn.Queries.Errors;

/// <summary>Grouping, ordering, set operations, subqueries and lists of aliases.</summary>
internal static class ClauseRules
{
    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new("column \"?(?<name>[^\"]*?)\"? must appear in the GROUP BY", (match, site) =>
            NotAggregate(match.Groups["name"].Value, site)),
        new("(?<clause>[A-Z]+(?: [A-Z]+)*) clause cannot contain (?:aggregates|window functions)", (match, site) =>
            new Wording(
                "EXPRESSION_NOT_SCALAR",
                $"{match.Groups["clause"].Value} clause cannot contain aggregations, window functions or grouping"
                    + $" operations: [{(site.Index is int index ? site.CallAt(index) : "")}]")),
        new("(?<what>aggregate|window) function calls cannot be nested", Nested),
        new("table \"(?<name>.*)\" has (?<there>\\d+) columns available but (?<said>\\d+) columns specified", Aliases),
        new("Set operations can only apply to expressions with the same number", (_, site) =>
            SetOperation(site)),
        new("GROUP BY term out of range", (_, site) =>
            OutOfSelect("GROUP BY", site.Find(["GROUP", "BY"]) is int group ? group + 2 : null, site)),
        new("ORDER term out of range", (_, site) => OutOfSelect("ORDER BY", site.Index, site)),
        new("Subquery returns (?<count>\\d+) columns - expected 1", (match, _) => new Wording(
            "NOT_SUPPORTED",
            $"Multiple columns returned by subquery are not yet supported. Found {match.Groups["count"].Value}")),
        new("More than one row returned by a subquery", (_, _) =>
            new Wording("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows")),
        new("GROUPING statement cannot be used without groups", (_, _) => new Wording(
            "MISSING_GROUP_BY",
            "A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause")),
        new("table '.*' has no column '(?<name>.*)'", (match, _) => new Wording(
            "COLUMN_NOT_FOUND",
            $"Insert column name does not exist in target table: {match.Groups["name"].Value}")),
    ];

    private static Wording NotAggregate(string name, ErrorSite site)
    {
        int? index = site.Index ?? (site.Find(["HAVING"]) is int having ? site.Find([name], having) : null);
        string written = index is int at ? site.NameAt(at) : name;
        return new Wording(
            "EXPRESSION_NOT_AGGREGATE", $"'{written}' must be an aggregate expression or appear in GROUP BY clause")
        {
            Position = site.Start(index),
        };
    }

    /// <summary>Trino sees it at the call around the one that the engine sees.</summary>
    private static Wording Nested(Match match, ErrorSite site)
    {
        bool isWindow = match.Groups["what"].Value == "window";
        string name = isWindow ? "NESTED_WINDOW" : "NESTED_AGGREGATION";
        string what = isWindow ? "window functions inside window function" : "aggregations inside aggregation";
        int? outer = site.Index is int index && site.Opening(index) is int open ? open - 1 : null;
        string inner = site.Index is int at ? site.CallAt(at) : "";
        return new Wording(name, $"Cannot nest {what} '{site.Text(outer).ToLowerInvariant()}': [{inner}]")
        {
            Position = site.Start(outer),
        };
    }

    private static Wording Aliases(Match match, ErrorSite site)
    {
        string name = match.Groups["name"].Value;
        return new Wording(
            "MISMATCHED_COLUMN_ALIASES",
            $"Column alias list has {match.Groups["said"].Value} entries but '{name}' has"
                + $" {match.Groups["there"].Value} columns available")
        {
            Position = site.Start(site.Find([name, "("]) is int alias ? RelationStart(alias, site) : null),
        };
    }

    /// <summary>Where what has the alias begins: its bracket, call or name.</summary>
    private static int RelationStart(int alias, ErrorSite site)
    {
        int last = site.Is(alias - 1, "AS") ? alias - 2 : alias - 1;
        if (!site.Is(last, ")"))
        {
            return site.Is(last - 1, ".") ? last - 2 : last;
        }

        int open = site.Opening(last) ?? last;
        return site.Is(open - 1, "UNNEST", "TABLE", "LATERAL") ? open - 1 : open;
    }

    private static Wording SetOperation(ErrorSite site)
    {
        int? word = site.Find(["UNION"]) ?? site.Find(["EXCEPT"]) ?? site.Find(["INTERSECT"]);
        string operation = site.Text(word).ToUpperInvariant();
        return new Wording("TYPE_MISMATCH", $"{operation} query has different number of fields")
        {
            Position = site.Start(word),
        };
    }

    private static Wording OutOfSelect(string clause, int? index, ErrorSite site)
    {
        string number = site.Text(index);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new Wording("INVALID_COLUMN_REFERENCE", $"{clause} position {number} is not in select list")
            {
                Position = site.Start(index),
            }
            : new Wording("INVALID_COLUMN_REFERENCE", $"{clause} position is not in select list");
    }
}
