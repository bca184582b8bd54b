using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>
/// Raw tables of JSON lines. A key belongs to the column of its name, or of one of the column's other names, in just
/// that spelling. Values are read as text and converted; nested ones as JSON.
/// </summary>
internal static class JsonLines
{
    /// <summary>What the engine takes for one line.</summary>
    public const int LineBytesMax = 16 * 1024 * 1024;

    /// <summary>Names of files that have them.</summary>
    public static readonly IReadOnlyList<string> Extensions =
    [
        ".json", ".json.gz", ".json.zst", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst",
    ];

    public static bool IsOf(FileTableDefinition table, string key) =>
        table.IsJson || Extensions.Any(extension => key.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The keys that are read. Of names that differ in case alone one counts, which is one of the other names: those
    /// say how the column is spelled in files.
    /// </summary>
    public static IReadOnlyList<FileField> FieldsOf(FileTableDefinition table) =>
    [
        .. table.Columns.SelectMany(column => KeysOf(column).Select(key => new FileField(key, ReadType(column)))),
    ];

    /// <summary>A column's value is that of the first of its keys that a line has.</summary>
    public static ColumnMatch Match(FileColumn column)
    {
        string[] keys = [.. KeysOf(column).Select(SqlText.Identifier)];
        return new ColumnMatch(
            column, keys.Length == 1 ? keys[0] : $"coalesce({SqlText.List(keys)})", ReadType(column));
    }

    /// <summary>What to read from.</summary>
    /// <param name="files">Compressed in the same way, with the same fields.</param>
    public static string From(IReadOnlyList<ProbedFile> files)
    {
        IEnumerable<string> columns = files[0].Fields
            .Select(field => $"{SqlText.Literal(field.Name)}: '{field.EngineType}'");
        return $"read_json({Source(files)}, columns = {{{SqlText.List(columns)}}}, filename = true)";
    }

    /// <summary>
    /// True of rows that have something. A line that is no JSON, and one without any of the keys, is a row of nulls.
    /// </summary>
    public static string IsNoBlank(IReadOnlyList<FileField> fields, BlankRows? blankRows)
    {
        IEnumerable<string> texts = fields.Select(field => $"CAST({SqlText.Identifier(field.Name)} AS VARCHAR)");
        string isAny = $"coalesce({SqlText.List(texts)}) IS NOT NULL";
        return blankRows is null ? isAny : $"CASE WHEN {isAny} THEN true ELSE {blankRows.Noticing("filename")} END";
    }

    /// <summary>
    /// SELECT of the numbers, from 1, of the lines of a file that are such rows; empty lines do not count.
    /// </summary>
    public static string BlankLinesSql(ProbedFile file)
    {
        IEnumerable<string> values = file.Fields
            .Select(field => $"line ->> {SqlText.Literal("$." + Quoted(field.Name))}");
        return "SELECT number FROM (SELECT row_number() OVER () AS number, json AS line "
            + $"FROM read_json_objects({Source([file])})) "
            + $"WHERE line IS NULL OR coalesce({SqlText.List(values)}) IS NULL ORDER BY number";
    }

    private static string Source(IReadOnlyList<ProbedFile> files) =>
        $"{SqlText.Paths(files.Select(file => file.EnginePath))}, format = 'newline_delimited', ignore_errors = true, "
        + $"compression = '{CompressionMagic.EngineName(files[0].Compression)}', hive_partitioning = false";

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string> KeysOf(FileColumn column) =>
        column.From.Append(column.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string ReadType(FileColumn column) => IsNested(column.EngineType) ? "JSON" : "VARCHAR";

    private static bool IsNested(string engineType)
    {
        string type = engineType.ToUpperInvariant();
        return type.EndsWith(']') || type == "JSON" || type.StartsWith("STRUCT", StringComparison.Ordinal)
            || type.StartsWith("MAP", StringComparison.Ordinal);
    }
}
