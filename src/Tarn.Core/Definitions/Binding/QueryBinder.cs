using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Queries;

namespace Tarn.Definitions.Binding;

/// <summary>One file of queries/ → <see cref="NamedQuery"/>.</summary>
internal sealed class QueryBinder(BindingContext context)
{
    private static readonly (string, bool)[] Kinds = [("query", true)];

    public NamedQuery? Bind(SourceText source)
    {
        if (new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length) is not { } map)
        {
            return null;
        }

        string name = Path.GetFileNameWithoutExtension(source.File);
        MapReader reader = new(map, context, $"query '{name}'", map.Location);
        reader.Require("kind", "query");
        reader.Word("kind", Kinds);
        string? description = reader.Text("description")?.Value;
        YamlNode.Scalar? sql = reader.RequiredSql("sql", "a SELECT, after 'sql: |'");
        reader.RefuseUnknownKeys();
        YamlNode.Scalar nameAsText = new(name, ScalarStyle.Plain, source.Locate(0));
        if (!NameRules.IsLabel(context, "query", nameAsText) || sql is null)
        {
            return null;
        }

        if (sql.Style != ScalarStyle.Literal && sql.Location.Length < sql.Value.Length)
        {
            context.BadValue(
                sql.Location, "sql over several lines must be a '|' block", "write 'sql: |' and the SQL below it");
            return null;
        }

        return new NamedQuery
        {
            Name = name,
            Description = description,
            Sql = sql.Value.TrimEnd().TrimEnd(';'),
            SqlStart = SqlStart(source, sql),
        };
    }

    private static SourceLocation SqlStart(SourceText source, YamlNode.Scalar sql) => sql.Style switch
    {
        ScalarStyle.Literal => BlockStart(source, sql),
        ScalarStyle.Quoted => sql.Location with { Column = sql.Location.Column + 1, Length = 1 },
        _ => sql.Location with { Length = 1 },
    };

    /// <summary>
    /// A block starts on the line after its '|', as far in as YAML took blanks away from its first line of text.
    /// </summary>
    private static SourceLocation BlockStart(SourceText source, YamlNode.Scalar sql)
    {
        int line = sql.Location.Line + 1;
        int textLine = line;
        while (textLine < source.LineCount && string.IsNullOrWhiteSpace(source.Line(textLine)))
        {
            textLine++;
        }

        string firstText = sql.Value.Split('\n').FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";
        int indentation = LeadingBlanks(source.Line(Math.Min(textLine, source.LineCount))) - LeadingBlanks(firstText);
        return new SourceLocation(source.File, Math.Min(line, source.LineCount), Math.Max(0, indentation) + 1);
    }

    private static int LeadingBlanks(string line) => line.Length - line.TrimStart(' ').Length;
}
