using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>
/// Fields between delimiters, with quotes or without. What the format has no way to say ends the statement: a text that
/// would be read as null or as two fields, a line break.
/// </summary>
/// <param name="csv">How the files are read.</param>
/// <param name="columns">Of the files.</param>
internal sealed class DelimitedForm(DelimitedFormat csv, IReadOnlyList<ColumnEntry> columns, string compression)
    : LineForm(compression)
{
    private readonly string _compression = compression;

    /// <summary>False when readers tell an empty text from null.</summary>
    public bool IsEmptyNull { get; init; } = true;

    /// <summary>Ending of the files' names before that of the compression.</summary>
    public string Extension { get; init; } = ".csv";

    public override string Suffix => Extension + TextCompression.Suffix(_compression);

    protected override string? Header => csv.HasHeader
        ? string.Join(csv.Delimiter, columns.Select(column => Quoted(NameInFile(column))))
        : null;

    // Readers find the number of fields in the first record, and look no further than this for its end.
    protected override int LineBytesMax => 1_000_000;

    private string Null => csv.NullValues.Count > 0 ? csv.NullValues[0] : "";

    protected override string LineOf(IReadOnlyList<ColumnEntry> written) => string.Join(
        $" || {SqlText.Literal(csv.Delimiter.ToString())} || ", written.Select(Field));

    /// <summary>Readers pass over blank lines.</summary>
    protected override IEnumerable<(string Condition, string What)> Problems() =>
        columns.Count == 1 || char.IsWhiteSpace(csv.Delimiter)
            ? [(@"regexp_full_match(tarn_line, '\s*')", "a row without a visible character")]
            : [];

    private string Field(ColumnEntry column)
    {
        HiveType type = HiveType.Parse(column.Type);
        RequireText(column, type);
        string name = SqlText.Identifier(column.Name);
        string? formatted = Formatted(column, type);
        string text = formatted
            ?? (type == HiveType.Text ? name
            : IsNested(type) ? $"CAST(to_json({name}) AS VARCHAR)"
            : $"CAST({name} AS VARCHAR)");
        List<(string Condition, string What)> problems = [.. Unwritable(text)];
        if (formatted is not null)
        {
            problems.Add((IsLossy(column, type, text), $"a moment that the format '{column.Format}' does not keep"));
        }

        if (IsNested(type))
        {
            problems.Add(($"NOT json_valid({text})", "a number that JSON does not have"));
        }

        IEnumerable<string> refusals = problems.Select(problem =>
            $"WHEN {problem.Condition} THEN {Refuse($"{problem.What} in column '{column.Name}'", text)}");
        return $"CASE WHEN {name} IS NULL THEN {SqlText.Literal(Null)} {string.Join(' ', refusals)}"
            + $" ELSE {Escaped(text)} END";
    }

    private IEnumerable<(string Condition, string What)> Unwritable(string text)
    {
        IEnumerable<string> nulls = IsEmptyNull ? csv.NullValues.Prepend("") : csv.NullValues;
        if (SqlText.List(nulls.Select(SqlText.Literal)) is { Length: > 0 } list)
        {
            yield return ($"{text} IN ({list})", "a text that is read as null");
        }

        yield return ($"contains({text}, chr(0))", "a NUL character");
        if (csv.Quote is null || IsEmptyNull)
        {
            yield return ($"contains({text}, chr(10)) OR contains({text}, chr(13))", "a line break");
        }

        if (csv.Quote is null)
        {
            yield return ($"starts_with({text}, chr(65279))", "a byte order mark");
            if (csv.Escape is null)
            {
                yield return ($"contains({text}, {SqlText.Literal(csv.Delimiter.ToString())})", "the delimiter");
            }
        }
    }

    private string Escaped(string text)
    {
        if (csv.Quote is null)
        {
            return csv.Escape is { } escape
                ? EscapedBy(EscapedBy(text, escape, escape), csv.Delimiter, escape)
                : text;
        }

        char quote = csv.Quote.Value;
        string inner = csv.Escape is { } mark && mark != quote
            ? EscapedBy(EscapedBy(text, mark, mark), quote, mark)
            : EscapedBy(text, quote, quote);
        string literal = SqlText.Literal(quote.ToString());
        return $"{literal} || {inner} || {literal}";
    }

    private static string EscapedBy(string text, char character, char escape) =>
        $"replace({text}, {SqlText.Literal(character.ToString())}, {SqlText.Literal($"{escape}{character}")})";

    private string Quoted(string name)
    {
        if (csv.Quote is not { } quote)
        {
            return name;
        }

        string mark = (csv.Escape ?? quote).ToString();
        return quote + name.Replace(quote.ToString(), mark + quote, StringComparison.Ordinal) + quote;
    }
}
