using System.Text.RegularExpressions;
using Tarn.Common;
using Tarn.Engine.Dialect;

namespace Tarn.Queries.Errors;

/// <summary>Tables, databases, columns, types and views that are not there, or not there only once.</summary>
internal static class NameRules
{
    private const string Catalog = AthenaCatalog.Name;

    public static IReadOnlyList<WordingRule> All { get; } =
    [
        new("there is no table '(?<name>.*)'", (match, site) => Table(match.Groups["name"].Value, site)),
        new("there is no database '(?<name>.*)'", (match, site) =>
            new Wording("SCHEMA_NOT_FOUND", $"Schema '{match.Groups["name"].Value}' does not exist")
            {
                Position = site.Is(site.Index, match.Groups["name"].Value)
                    ? site.Position
                    : site.Start(site.Find([match.Groups["name"].Value])),
            }),
        new("the lake has a table '(?<name>.*)' already", (match, _) =>
            new Wording("TABLE_ALREADY_EXISTS", $"Table '{Catalog}.{match.Groups["name"].Value}' already exists")),
        new("the lake has a database '(?<name>.*)' already", (match, _) =>
            new Wording("SCHEMA_ALREADY_EXISTS", $"Schema '{match.Groups["name"].Value}' already exists")),
        new("Referenced column \"(?<name>.*)\" (?:not found in FROM|was not found because)", (match, site) =>
            Column(match.Groups["name"].Value, site) with { Hint = HintOf(match) }),
        new("(?:Values list|Table) \"(?<table>.*)\" does not have a column named \"(?<name>.*)\"", (match, _) =>
            Unresolved($"{match.Groups["table"].Value}.{match.Groups["name"].Value}")),
        new("Referenced table \"(?<name>.*)\" not found", (match, site) =>
            Qualifier(match.Groups["name"].Value, site) with { Hint = HintOf(match) }),
        new("Could not find key \"(?<name>.*)\" in struct", (match, site) =>
            Field(match.Groups["name"].Value, site) with { Hint = HintOf(match) }),
        new("Ambiguous reference to column name \"(?<name>.*?)\"(?: \\(use: (?<use>.*)\\))?", (match, _) =>
            new Wording("AMBIGUOUS_NAME", $"Column '{match.Groups["name"].Value}' is ambiguous")
            {
                Hint = match.Groups["use"].Success ? "write " + match.Groups["use"].Value : null,
            }),
        new("Ambiguous reference to table \"(?<name>.*?)\"", (match, site) =>
            new Wording("AMBIGUOUS_NAME", $"Table '{match.Groups["name"].Value}' is ambiguous")
            {
                Position = site.Start(site.Find([match.Groups["name"].Value, "."])),
                Hint = "give each of the tables an alias of its own",
            }),
        new("Type with name (?<name>.*) does not exist", (match, _) =>
            new Wording("TYPE_NOT_FOUND", $"Unknown type: {match.Groups["name"].Value}")),
        new("Duplicate CTE name \"(?<name>.*)\"", (match, site) =>
            new Wording(
                "DUPLICATE_NAMED_QUERY", $"WITH query name '{match.Groups["name"].Value}' specified more than once")
            {
                Position = Repeated(match.Groups["name"].Value, site),
            }),
        new(@"\* expression without FROM clause", (_, site) =>
            new Wording("COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause")
            {
                Position = site.Start(site.Find(["*"])),
            }),
    ];

    /// <summary>The error inside of the view, at the place of the view's name when the statement has it.</summary>
    public static Wording OfView(ViewException exception, ErrorSite site)
    {
        TableName view = exception.View;
        AthenaError inner = AthenaError.Of(exception.Error, exception.Sql);
        string what = inner.Line is int line ? $"line {line}:{inner.Column}: {inner.Message}" : inner.Message;
        return new Wording("INVALID_VIEW", $"Failed analyzing stored view '{Catalog}.{view}': {what}")
        {
            Position = site.Start(site.Find([view.Database, ".", view.Table])),
        };
    }

    private static Wording Table(string name, ErrorSite site)
    {
        string[] parts = name.Split('.');
        int? position = site.Position ?? site.Start(parts.Length == 2 ? site.Find([parts[0], ".", parts[1]]) : null);
        Wording wording = parts.Length switch
        {
            1 => new Wording("MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set"),
            > 2 when parts[0] != Catalog => new Wording("CATALOG_NOT_FOUND", $"Catalog '{parts[0]}' not found"),
            _ => new Wording("TABLE_NOT_FOUND", $"Table '{Catalog}.{string.Join('.', parts[^2..])}' does not exist"),
        };
        return wording with { Position = position };
    }

    private static Wording Column(string name, ErrorSite site)
    {
        string written = site.Index is int index ? site.NameAt(index) : name;
        return Unresolved(written.EndsWith(name, StringComparison.OrdinalIgnoreCase) ? written : name);
    }

    private static Wording Qualifier(string name, ErrorSite site)
    {
        if (site.Index is int index)
        {
            return Unresolved(site.NameAt(index));
        }

        return new Wording("TABLE_NOT_FOUND", $"Unable to resolve reference {name}")
        {
            Position = site.Start(site.Find([name, ".", "*"])),
        };
    }

    private static Wording Field(string name, ErrorSite site)
    {
        int? point = site.Find([".", name]);
        string written = point is int index ? site.NameAt(index + 1) : name;
        int parts = written.Count(character => character == '.');
        return Unresolved(written) with { Position = point is int at ? site.Start(at + 1 - (2 * parts)) : null };
    }

    private static Wording Unresolved(string name) => new("COLUMN_NOT_FOUND", $"Column '{name}' cannot be resolved");

    private static string? HintOf(Match match) => Nearest.Of(match.Groups["name"].Value, match.Result("$'"));

    private static int? Repeated(string name, ErrorSite site) =>
        site.Find([name, "AS", "("]) is int first ? site.Start(site.Find([name, "AS", "("], first + 1)) : null;
}
