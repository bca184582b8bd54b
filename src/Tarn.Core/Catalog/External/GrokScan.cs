using Tarn.Catalog.Entries;
using Tarn.Catalog.Grok;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>
/// Logs: each line taken apart by a pattern whose names are the columns. A line that does not match is a row of nulls;
/// what the pattern found empty is null.
/// </summary>
internal sealed class GrokScan(TableEntry table, ScanTools tools) : FormatScan(table, tools)
{
    private const string Parts = "parts";

    public override async Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        string encoding = Storage.Csv?.Encoding ?? "utf-8";
        IReadOnlyList<ExternalFile> sound = await new TextFileCheck(Tools.Store, LineText.LineBytesMax)
            .TakeSoundAsync(files, unreadable, cancellationToken);
        sound = await WithoutDamagedAsync(
            sound, some => LineText.ProofOf(some, encoding), unreadable, cancellationToken);
        GrokExpression grok = GrokCompiler.Compile(Storage.Grok!);
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int place = 0; place < grok.Columns.Count; place++)
        {
            places[grok.Columns[place].Name] = place;
        }

        string names = SqlText.List(Enumerable.Range(0, grok.Columns.Count).Select(place => $"'c{place}'"));
        string parts = $"regexp_extract({LineText.Column}, {SqlText.Literal(grok.Expression)}, [{names}])";
        return
        [
            .. sound.GroupBy(file => file.Compression).Select(group => group.ToList()).Select(group => Select(
                (column, type) => places.TryGetValue(column.SourceName ?? column.Name, out int place)
                    ? ExternalValue.FromText($"nullif({Parts}.c{place}, '')", type, column.Format)
                    : ExternalValue.Missing(type),
                group,
                $"(SELECT {parts} AS {Parts}, file_index FROM {LineText.From(group, encoding)})")),
        ];
    }
}
