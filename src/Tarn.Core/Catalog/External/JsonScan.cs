using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>
/// JSON lines and arrays: columns by key. Values are read as text and then converted, so that one that does not fit is
/// null and does not end the query; a line that is no JSON is a row of nulls.
/// </summary>
internal sealed class JsonScan(TableEntry table, Func<IReadOnlyList<string>, string> list)
    : FormatScan(table, list)
{
    public override Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        bool isNumberTaken = Table.Columns.Any(column => PartitionColumns.IsTaken(KeyOf(column)));
        return Task.FromResult<IReadOnlyList<string>>([.. ByPartition(files, isNumberTaken).Select(Branch)]);
    }

    private string Branch(IReadOnlyList<ExternalFile> files)
    {
        IEnumerable<string> columns = Table.Columns
            .Select(column => $"{SqlText.Literal(KeyOf(column))}: '{ReadType(column)}'")
            .DefaultIfEmpty("'tarn_none': 'VARCHAR'");
        bool isLines = Storage.Format == DataFormat.JsonLines;
        string format = isLines ? "format = 'newline_delimited', ignore_errors = true" : "format = 'array'";
        return Select(
            (column, type) => ExternalValue.FromJson(SqlText.Identifier(KeyOf(column)), column, type),
            files,
            $"read_json({Paths(files)}, {format}, columns = {{{SqlText.List(columns)}}}, hive_partitioning = false)");
    }

    private static string KeyOf(ColumnEntry column) => column.SourceName ?? column.Name;

    private static string ReadType(ColumnEntry column) => ExternalValue.JsonReadType(HiveType.Parse(column.Type));
}
