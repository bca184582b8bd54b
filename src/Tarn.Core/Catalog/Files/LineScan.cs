using Tarn.Catalog.External;
using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>What to read JSON lines and lines of text of a raw table from, and as what.</summary>
internal static class LineScan
{
    /// <summary>What the engine takes for one JSON line unless told otherwise.</summary>
    public const int JsonLineBytesMax = 16 * 1024 * 1024;

    /// <summary>What the engine takes for blanks, too; a line of these alone is no row.</summary>
    public static ReadOnlySpan<byte> Blanks => " \t\v\f\r"u8;

    /// <summary>
    /// The fields that a file is taken to have: all names of the columns, as text or, nested, as JSON.
    /// </summary>
    public static IReadOnlyList<FileField> Fields(FileTableDefinition table) =>
        table.Format == FileTableFormat.Lines
            ? [new FileField(table.Columns[0].Name, "VARCHAR")]
            :
            [
                .. table.Columns.SelectMany(
                    column => NamesOf(column).Select(name => new FileField(name, ReadType(column.EngineType)))),
            ];

    /// <summary>The column of a file under the names that it may have there.</summary>
    public static ColumnMatch Match(FileTableDefinition table, FileColumn column)
    {
        if (table.Format == FileTableFormat.Lines)
        {
            return new ColumnMatch(column, LineText.Column, "VARCHAR");
        }

        string[] names = [.. NamesOf(column).Select(SqlText.Identifier)];
        string source = names.Length == 1 ? names[0] : $"coalesce({SqlText.List(names)})";
        return new ColumnMatch(column, source, ReadType(column.EngineType));
    }

    /// <summary>A table of one column, which is the line.</summary>
    public static string TextFrom(FileTableDefinition table, ProbedFile file)
    {
        ExternalFile text = new(file.Object, [])
        {
            EnginePath = file.EnginePath,
            Compression = file.Compression,
        };
        return LineText.From([text], table.Csv.Encoding);
    }

    /// <summary>A line that is no JSON, or no object, is a row of nulls.</summary>
    public static string JsonFrom(ProbedFile file)
    {
        IEnumerable<string> columns = file.Fields.Select(
            field => $"{SqlText.Literal(field.Name)}: '{field.EngineType}'");
        return $"read_json({SqlText.Literal(file.EnginePath)}, format = 'newline_delimited', "
            + "ignore_errors = true, records = true, "
            + $"compression = '{CompressionMagic.EngineName(file.Compression)}', "
            + $"columns = {{{SqlText.List(columns)}}}, hive_partitioning = false)";
    }

    /// <summary>
    /// JSON has names as they are written; of two that differ in case only, the column's other name counts.
    /// </summary>
    private static IEnumerable<string> NamesOf(FileColumn column) => column.From.Prepend(column.Name)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Select(spellings => spellings.Last());

    private static string ReadType(string engineType)
    {
        string type = engineType.ToUpperInvariant();
        bool isNested = type.StartsWith("STRUCT", StringComparison.Ordinal)
            || type.StartsWith("MAP", StringComparison.Ordinal)
            || type.EndsWith(']')
            || type == "JSON";
        return isNested ? "JSON" : "VARCHAR";
    }
}
