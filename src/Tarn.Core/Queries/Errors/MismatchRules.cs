using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Errors;

/// <summary>
/// Values of one type where another is wanted. The engine casts where Trino compares types, so what it says is a wrong
/// cast when the statement has one there, and otherwise a mismatch of types.
/// </summary>
internal static class MismatchRules
{
    private const string OfColumn = "(?: when casting from source column (?<column>.*))?";

    private static readonly string[] Comparisons = ["=", "<", ">", "!"];

    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new($"Could not convert string ['\"](?<value>.*)['\"] to (?<type>.*?){OfColumn}$", Text),
        new("Type (?<from>.*) with value '?(?<value>.*?)'? can't be cast because the value is out of range for the "
            + $"destination type (?<type>.*?){OfColumn}$", (match, _) => OutOfRange(match)),
        new($"Type (?<from>.*) with value .* can't be cast to the destination type (?<type>.*?){OfColumn}$",
            (match, site) => Types(match, site)),
        new($"Unimplemented type for cast \\((?<from>.*) -> (?<type>.*?)\\){OfColumn}$", Types),
        new("Could not cast value (?<value>.*) to DECIMAL\\((?<precision>\\d+),(?<scale>\\d+)\\)", (match, _) => Cast(
            $"Cannot cast '{match.Groups["value"].Value}' to {Decimal(match)}")),
        new("(?:invalid (?<type>date|timestamp) field format"
            + "|(?<type>date|timestamp) field value out of range): \"(?<value>.*?)\"", Moment),
    ];

    private static Wording Text(Match match, ErrorSite site)
    {
        string value = match.Groups["value"].Value;
        string type = match.Groups["type"].Value;
        bool isElsewhere = IsElsewhere(match, site);
        if (IsCast(site) || isElsewhere)
        {
            Match number = Regex.Match(
                type, @"DECIMAL\((?<precision>\d+),(?<scale>\d+)\)", RegexOptions.NonBacktracking);
            string message = number.Success
                ? $"Cannot cast VARCHAR '{value}' to {Decimal(number)}. Value is not a number."
                : $"Cannot cast '{value}' to {TargetOf(type)}";
            return Cast(message) with { IsElsewhere = isElsewhere };
        }

        return Mismatch(site, "varchar", TypeWords.Of(type))
            ?? new Wording("TYPE_MISMATCH", $"'{value}' is not of type {TypeWords.Of(type)}");
    }

    private static Wording Types(Match match, ErrorSite site)
    {
        string from = TypeWords.Of(match.Groups["from"].Value);
        string type = TypeWords.Of(match.Groups["type"].Value);
        bool isElsewhere = IsElsewhere(match, site);
        return IsCast(site) || isElsewhere
            ? new Wording("TYPE_MISMATCH", $"Cannot cast {from} to {type}") { IsElsewhere = isElsewhere }
            : Mismatch(site, from, type)
                ?? new Wording("TYPE_MISMATCH", $"Cannot find common type between {from} and {type}");
    }

    private static Wording OutOfRange(Match match)
    {
        string value = match.Groups["value"].Value;
        string type = TypeWords.Of(match.Groups["type"].Value);
        return match.Groups["from"].Value is "DOUBLE" or "FLOAT"
            ? Cast($"Unable to cast {value} to {type}")
            : new Wording("NUMERIC_VALUE_OUT_OF_RANGE", $"Out of range for {type}: {value}");
    }

    private static Wording Moment(Match match, ErrorSite site)
    {
        string type = match.Groups["type"].Value;
        string value = match.Groups["value"].Value;
        return site.Find([type, $"'{value}'"]) is int literal
            ? new Wording("INVALID_LITERAL", $"'{value}' is not a valid {type.ToUpperInvariant()} literal")
            {
                Position = site.Start(literal),
            }
            : Cast($"Value cannot be cast to {type}: {value}");
    }

    /// <summary>What the value stands in; null when that is none of the places that have words of their own.</summary>
    private static Wording? Mismatch(ErrorSite site, string from, string type)
    {
        if (site.Index is not int index)
        {
            return null;
        }

        if (site.IsCall(index))
        {
            string function = site.Text(index).ToLowerInvariant();
            return new Wording(
                "FUNCTION_NOT_FOUND", $"Unexpected parameters for function {function}: {from} in place of {type}");
        }

        string own = OwnType(site, index, from);
        int last = index;
        while (site.Is(last + 1, "."))
        {
            last += 2;
        }

        if (site.Is(index - 1, Comparisons))
        {
            int first = site.Is(index - 2, Comparisons) ? index - 2 : index - 1;
            return Operator(site, first, index - first, type, own);
        }

        if (site.Is(last + 1, Comparisons))
        {
            return Operator(site, last + 1, site.Is(last + 2, Comparisons) ? 2 : 1, own, type);
        }

        return site.Is(index - 1, "BETWEEN")
            ? new Wording("TYPE_MISMATCH", $"Cannot check if {type} is BETWEEN {own} and {own}")
            : site.Is(index - 1, "THEN", "ELSE")
            ? CallRules.Mixed("CASE", own, type)
            : site.Opening(index) is int open && site.Is(open - 1, "IN")
            ? CallRules.Mixed("IN", type, own)
            : null;
    }

    private static Wording Operator(ErrorSite site, int first, int count, string left, string right)
    {
        string words = string.Concat(Enumerable.Range(first, count).Select(i => site.Text(i)));
        return new Wording("TYPE_MISMATCH", $"Cannot apply operator: {left} {words} {right}")
        {
            Position = site.Start(first),
        };
    }

    /// <summary>A literal's type has its length.</summary>
    private static string OwnType(ErrorSite site, int index, string from) =>
        from == "varchar" && site.Tokens[index].Kind == SqlTokenKind.Text
            ? string.Create(CultureInfo.InvariantCulture, $"varchar({site.Text(index).Length - 2})")
            : from;

    /// <summary>
    /// Views and scans are texts of their own, and the engine counts places in them. One that is meant in the statement
    /// has a cast, a call, the value or the column that the message names.
    /// </summary>
    private static bool IsElsewhere(Match match, ErrorSite site)
    {
        if (site.Index is not int index || IsCast(site) || site.IsCall(index))
        {
            return false;
        }

        string text = site.Text(index);
        bool isValue = site.Tokens[index].Kind == SqlTokenKind.Text
            ? text.Length > 1 && text[1..^1] == match.Groups["value"].Value.Replace("'", "''", StringComparison.Ordinal)
            : char.IsAsciiDigit(text[0]);
        bool isColumn = match.Groups["column"] is { Success: true, Value: var column }
            && site.NameAt(index).EndsWith(column, StringComparison.OrdinalIgnoreCase);
        return !isValue && !isColumn;
    }

    private static bool IsCast(ErrorSite site) =>
        site.Index is not int index
        || site.Is(index, "CAST", "TRY_CAST")
        || (site.Is(index + 1, ":") && site.Is(index + 2, ":"));

    private static Wording Cast(string message) => new("INVALID_CAST_ARGUMENT", message);

    private static string TargetOf(string type) => TypeWords.Of(type) switch
    {
        "integer" => "INT",
        string other => other.ToUpperInvariant(),
    };

    private static string Decimal(Match match) =>
        $"DECIMAL({match.Groups["precision"].Value}, {match.Groups["scale"].Value})";
}
