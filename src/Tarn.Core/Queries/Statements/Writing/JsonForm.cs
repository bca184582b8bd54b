using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>A JSON object a line.</summary>
internal sealed class JsonForm(string compression) : LineForm(compression)
{
    private readonly string _compression = compression;

    public override string Suffix => ".json" + TextCompression.Suffix(_compression);

    protected override int LineBytesMax => 16_000_000;

    protected override string LineOf(IReadOnlyList<ColumnEntry> columns)
    {
        IEnumerable<string> members = columns.Select(column =>
            $"{SqlText.Identifier(NameInFile(column))} := {Value(column, HiveType.Parse(column.Type))}");
        return $"CAST(to_json(struct_pack({SqlText.List(members)})) AS VARCHAR)";
    }

    protected override IEnumerable<(string Condition, string What)> Problems() =>
        [("NOT json_valid(tarn_line)", "a number that JSON does not have, inside of another value,")];

    private static string Value(ColumnEntry column, HiveType type)
    {
        RequireText(column, type);
        string name = SqlText.Identifier(column.Name);
        if (Formatted(column, type) is { } text)
        {
            string what = $"a moment of column '{column.Name}' that the format '{column.Format}' does not keep";
            return $"CASE WHEN {IsLossy(column, type, text)} THEN {Refuse(what, text)} ELSE {text} END";
        }

        // JSON has no such numbers, and readers take them from texts.
        return type == HiveType.Float || type == HiveType.Double
            ? $"CASE WHEN isfinite({name}) THEN to_json({name}) ELSE to_json(CAST({name} AS VARCHAR)) END"
            : name;
    }
}
