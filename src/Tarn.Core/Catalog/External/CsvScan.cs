using System.IO.Compression;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Catalog.External;

/// <summary>Text files of fields: columns by the names in the header, ignoring case, or by place without one.</summary>
internal sealed class CsvScan(TableEntry table, ScanTools tools) : FormatScan(table, tools)
{
    private const char NoQuote = '\0';

    private DelimitedFormat Csv => Storage.Csv ?? new DelimitedFormat();

    private bool GoesByName => Csv is { HasHeader: true, IsHeaderSkipped: false };

    public override async Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        List<(ExternalFile File, IReadOnlyList<string> Names)> headers = [];
        TextFileCheck check = new(Tools.Store, lineBytesMax: null);
        IReadOnlyList<ExternalFile> sound = await check.TakeSoundAsync(files, unreadable, cancellationToken);
        sound = await WithoutDamagedAsync(
            sound, some => LineText.ProofOf(some, Csv.Encoding), unreadable, cancellationToken);
        foreach (ExternalFile file in sound)
        {
            if (await ReadHeaderAsync(file, unreadable, cancellationToken) is { } names)
            {
                headers.Add((file, names));
            }
        }

        return
        [
            .. headers
                .GroupBy(file => (
                    GoesByName ? string.Join('\u0001', file.Names) : $"{file.Names.Count}",
                    file.File.Compression))
                .Select(group => Branch([.. group.Select(file => file.File)], group.First().Names)),
        ];
    }

    private string Branch(IReadOnlyList<ExternalFile> files, IReadOnlyList<string> names)
    {
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int place = 0; place < names.Count; place++)
        {
            places.TryAdd(GoesByName ? names[place] : Table.Columns.ElementAtOrDefault(place)?.Name ?? "", place);
        }

        IEnumerable<string> columns = Enumerable.Range(0, names.Count).Select(place => $"'c{place}': 'VARCHAR'");
        return Select(
            (column, type) => places.TryGetValue(NameOf(column), out int place)
                ? ExternalValue.FromText($"c{place}", type, column.Format)
                : ExternalValue.Missing(type),
            files,
            $"read_csv({Paths(files)}, columns = {{{SqlText.List(columns)}}}, {LineText.CompressionOf(files)}, "
                + $"{Options()})");
    }

    private string NameOf(ColumnEntry column) => GoesByName ? column.SourceName ?? column.Name : column.Name;

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
            Escape = Csv.Escape,
            Encoding = Csv.Encoding,
        };
        try
        {
            if (file.Compression == Compression.Zstandard)
            {
                string? first = await LineText.FirstAsync(Tools.Connection, file, Csv.Encoding, cancellationToken);
                return CsvHeader.Parse(first, format)?.Names;
            }

            await using Stream raw = await Tools.Store.OpenReadAsync(file.Object.Key, cancellationToken);
            await using Stream text = file.Compression == Compression.Gzip
                ? new GZipStream(raw, CompressionMode.Decompress)
                : raw;
            return (await CsvHeader.ReadAsync(text, format, file.Object.Key, cancellationToken))?.Names;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            unreadable.Add(file, exception);
            return null;
        }
    }
}
