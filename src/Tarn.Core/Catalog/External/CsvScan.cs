using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>Text files of fields: columns by the names in the header, ignoring case, or by place without one.</summary>
internal sealed class CsvScan(
    TableEntry table, DuckConnection connection, IObjectStore store, Func<IReadOnlyList<string>, string> list)
    : FormatScan(table, list)
{
    private const char NoQuote = '\0';

    private DelimitedFormat Csv => Storage.Csv ?? new DelimitedFormat();

    public override async Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        List<(ExternalFile File, IReadOnlyList<string> Names)> headers = [];
        foreach (ExternalFile file in files)
        {
            if (await ReadHeaderAsync(file, unreadable, cancellationToken) is { } names)
            {
                headers.Add((file, names));
            }
        }

        return
        [
            .. headers
                .GroupBy(file => Csv.HasHeader ? string.Join('\u0001', file.Names) : $"{file.Names.Count}")
                .Select(group => Branch([.. group.Select(file => file.File)], group.First().Names)),
        ];
    }

    private string Branch(IReadOnlyList<ExternalFile> files, IReadOnlyList<string> names)
    {
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int place = 0; place < names.Count; place++)
        {
            places.TryAdd(Csv.HasHeader ? names[place] : Table.Columns.ElementAtOrDefault(place)?.Name ?? "", place);
        }

        IEnumerable<string> columns = Enumerable.Range(0, names.Count).Select(place => $"'c{place}': 'VARCHAR'");
        return Select(
            (column, type) => places.TryGetValue(NameOf(column), out int place)
                ? ExternalValue.FromText($"c{place}", type, column.Format)
                : ExternalValue.Null(type),
            files,
            $"read_csv({Paths(files)}, columns = {{{SqlText.List(columns)}}}, {Options()})");
    }

    private string NameOf(ColumnEntry column) => Csv.HasHeader ? column.SourceName ?? column.Name : column.Name;

    private string Options()
    {
        string quote = Csv.Quote?.ToString() ?? "";
        string nulls = SqlText.List(Csv.NullValues.Prepend("").Select(SqlText.Literal));
        return $"auto_detect = false, header = {(Csv.HasHeader ? "true" : "false")}, "
            + $"delim = {SqlText.Literal(Csv.Delimiter.ToString())}, quote = {SqlText.Literal(quote)}, "
            + $"escape = {SqlText.Literal(Csv.Escape?.ToString() ?? quote)}, "
            + $"encoding = {SqlText.Literal(Csv.Encoding)}, nullstr = [{nulls}], {LineText.LenientOptions}";
    }

    /// <summary>The fields of the first record; null when there is none or the file cannot be opened.</summary>
    private async Task<IReadOnlyList<string>?> ReadHeaderAsync(
        ExternalFile file, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        CsvFormat format = new()
        {
            Delimiter = Csv.Delimiter.ToString(),
            Quote = (Csv.Quote ?? NoQuote).ToString(),
            Encoding = Csv.Encoding,
        };
        try
        {
            CsvHeader? header = LineText.IsZstd(file.Object.Key)
                ? CsvHeader.Parse(await LineText.FirstAsync(connection, file, Csv.Encoding, cancellationToken), format)
                : await CsvHeader.ReadAsync(store, file.Object.Key, format, cancellationToken);
            return header?.Names;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            unreadable.Add(file, exception);
            return null;
        }
        catch (InvalidDataException exception)
        {
            unreadable.Add(file, $"not a gzip file: {exception.Message}");
            return null;
        }
    }
}
