using Tarn.Catalog.Entries;
using Tarn.Catalog.Grok;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>
/// Logs: each line taken apart by a pattern whose names are the columns. A line that does not match is a row of nulls;
/// what the pattern found empty is null.
/// </summary>
internal sealed class GrokScan(TableEntry table, Func<IReadOnlyList<string>, string> list)
    : FormatScan(table, list)
{
    private const string Parts = "parts";

    public override Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        GrokExpression grok = GrokCompiler.Compile(Storage.Grok!);
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int place = 0; place < grok.Columns.Count; place++)
        {
            places[grok.Columns[place].Name] = place;
        }

        string names = SqlText.List(Enumerable.Range(0, grok.Columns.Count).Select(place => $"'c{place}'"));
        string parts = $"regexp_extract({LineText.Column}, {SqlText.Literal(grok.Expression)}, [{names}])";
        string from = LineText.From(Paths(files), Storage.Csv?.Encoding ?? "utf-8");
        return Task.FromResult<IReadOnlyList<string>>(
        [
            Select(
                (column, type) => places.TryGetValue(column.SourceName ?? column.Name, out int place)
                    ? ExternalValue.FromText($"nullif({Parts}.c{place}, '')", type, column.Format)
                    : ExternalValue.Null(type),
                files,
                $"(SELECT {parts} AS {Parts}, file_index FROM {from})"),
        ]);
    }
}
