using Tarn.Catalog.Entries;
using Tarn.Queries.Statements.Writing;

namespace Tarn.Queries.Statements;

/// <summary>How the rows of a query are written to files.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Compression">One of <see cref="CompressionsOf"/>.</param>
/// <param name="Delimiter">Of text; null is a comma for CSV, and \u0001 for TEXTFILE.</param>
public sealed record ResultFormat(string Name, string Compression, char? Delimiter)
{
    public const string Parquet = "PARQUET";
    public const string Csv = "CSV";
    public const string Text = "TEXTFILE";
    public const string Json = "JSON";
    public const string DefaultCompression = TextCompression.Gzip;

    /// <summary>Of UNLOAD; CSV is no format of tables.</summary>
    public static IReadOnlyList<string> Names { get; } = [Parquet, Csv, Text, Json];

    /// <summary>Of CREATE TABLE AS.</summary>
    public static IReadOnlyList<string> TableNames { get; } = [Parquet, Text, Json];

    /// <summary>Athena's, which Tarn does not write.</summary>
    public static IReadOnlyList<string> MissingNames { get; } = ["ORC", "AVRO", "RCFILE", "SEQUENCEFILE"];

    /// <summary>Whether it has fields with a delimiter.</summary>
    public bool IsDelimited => Name is Csv or Text;

    /// <summary>How a table reads the files; for a format without delimiters null.</summary>
    internal DelimitedFormat? Fields => !IsDelimited ? null : new DelimitedFormat
    {
        Delimiter = Delimiter ?? (Name == Csv ? ',' : '\u0001'),
        Quote = Name == Csv ? '"' : null,
        HasHeader = false,
        NullValues = Name == Csv ? [] : [@"\N"],
    };

    public static IReadOnlyList<string> CompressionsOf(string format) => format == Parquet
        ? [DefaultCompression, "SNAPPY", TextCompression.Zstandard, TextCompression.None]
        : [DefaultCompression, TextCompression.Zstandard, TextCompression.None];

    /// <param name="columns">Of the files.</param>
    /// <param name="isTable">
    /// Whether a table of the lake will read the files, for which an empty field is null; else for other readers, which
    /// tell an empty text from null.
    /// </param>
    internal FileForm FormOf(IReadOnlyList<ColumnEntry> columns, bool isTable) => Name switch
    {
        Parquet => new ParquetForm(Compression),
        Json => new JsonForm(Compression),
        _ => new DelimitedForm(Fields!, columns, Compression)
        {
            IsEmptyNull = isTable,
            Extension = Name == Csv ? ".csv" : ".txt",
        },
    };
}
