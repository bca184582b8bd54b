using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Queries.Statements.Writing;

/// <summary>Finds how files are written so that a table reads them as it does the ones it has.</summary>
internal static class TableForms
{
    private static readonly string[] CompressionProperties =
        ["write.compression", "write_compression", "parquet.compression", "compression"];

    /// <param name="place">Of the table in the statement.</param>
    /// <exception cref="StatementException"><c>TN3005</c>: Tarn does not write such files.</exception>
    public static FileForm Of(TableEntry table, NamedPlace place)
    {
        StorageEntry storage = table.Storage!;
        string format = storage.Format switch
        {
            DataFormat.Parquet => ResultFormat.Parquet,
            DataFormat.JsonLines => ResultFormat.Json,
            DataFormat.Csv => ResultFormat.Text,
            _ => throw Refused(place, $"{storage.Format} files", "Parquet, JSON lines and delimited text are written"),
        };
        string compression = SuffixOf(storage) is { } suffix && format != ResultFormat.Parquet
            ? TextCompression.Of(suffix)
            : CompressionOf(table, format, place);
        if (storage.Format != DataFormat.Csv)
        {
            return new ResultFormat(format, compression, Delimiter: null).FormOf(table.Columns, isTable: true);
        }

        DelimitedFormat csv = storage.Csv ?? new DelimitedFormat();
        return csv.Encoding == "utf-8"
            ? new DelimitedForm(csv, table.Columns, compression)
            : throw Refused(place, $"text in {csv.Encoding}", "text is written in UTF-8");
    }

    /// <summary>How names of the table's files must end; null when they may end in any way.</summary>
    public static string? SuffixOf(StorageEntry storage) => storage.Suffixes.Count > 0 ? storage.Suffixes[0] : null;

    private static string CompressionOf(TableEntry table, string format, NamedPlace place)
    {
        string? said = CompressionProperties
            .Select(name => table.Properties.GetValueOrDefault(name)?.ToUpperInvariant())
            .FirstOrDefault(value => value is not null);
        string compression = said ?? (format == ResultFormat.Parquet ? "SNAPPY" : ResultFormat.DefaultCompression);
        return ResultFormat.CompressionsOf(format).Contains(compression)
            ? compression
            : throw Refused(
                place, $"files compressed with {said}", string.Join(", ", ResultFormat.CompressionsOf(format)));
    }

    private static StatementException Refused(NamedPlace place, string what, string hint) => new(
        ErrorCodes.StatementNotAllowed,
        $"NOT_SUPPORTED: '{place.Name}' is a table of {what}, which Tarn does not write",
        place.Position,
        hint);
}
