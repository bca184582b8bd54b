using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>What a query reads of an external table.</summary>
/// <param name="Sql">A SELECT of the table's columns, then its partition keys.</param>
/// <param name="Files">Those that it reads.</param>
/// <param name="Unreadable">Those that cannot be opened.</param>
internal sealed record ExternalScan(
    string Sql, IReadOnlyList<ExternalFile> Files, IReadOnlyList<UnreadableFile> Unreadable)
{
    public long SizeBytes => Files.Sum(file => file.Object.SizeBytes);

    /// <summary>Looks into the files as far as needed to tell how each is read.</summary>
    /// <param name="tools">What the files are read with.</param>
    public static async Task<ExternalScan> OfAsync(
        TableEntry table,
        IReadOnlyList<ExternalFile> files,
        ScanTools tools,
        CancellationToken cancellationToken)
    {
        UnreadableFiles unreadable = new(table);
        IReadOnlyList<ExternalFile> named = unreadable.TakeNameable(files);
        IReadOnlyList<string> branches = named.Count == 0
            ? []
            : await FormatOf(table, tools).BranchesAsync(named, unreadable, cancellationToken);
        string sql = branches.Count == 0 ? EmptySql(table, tools.Hidden) : string.Join("\nUNION ALL\n", branches);
        HashSet<string> left = [.. unreadable.All.Select(file => file.Key)];
        return new ExternalScan(sql, [.. files.Where(file => !left.Contains(file.Object.Key))], unreadable.All);
    }

    private static FormatScan FormatOf(TableEntry table, ScanTools tools) =>
        table.Storage!.Format switch
        {
            DataFormat.Parquet => new ParquetScan(table, tools),
            DataFormat.Csv => new CsvScan(table, tools),
            DataFormat.JsonLines or DataFormat.JsonArray => new JsonScan(table, tools),
            DataFormat.Grok => new GrokScan(table, tools),
            _ => throw new InvalidOperationException($"table '{table.Name}' has no format"),
        };

    private static string EmptySql(TableEntry table, IReadOnlyList<string> hidden)
    {
        IEnumerable<string> columns = table.Columns.Concat(table.PartitionKeys).Select(column =>
            $"{ExternalValue.Null(HiveType.Parse(column.Type))} AS {SqlText.Identifier(column.Name)}");
        return $"SELECT {SqlText.List(columns.Concat(FileFacts.Nulls(hidden)))} WHERE false";
    }
}
