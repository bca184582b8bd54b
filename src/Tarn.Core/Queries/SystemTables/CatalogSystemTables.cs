using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Catalog;
using Tarn.Tables;

namespace Tarn.Queries.SystemTables;

/// <summary><c>system.tables</c>, <c>columns</c>, <c>files</c>, <c>partitions</c> and <c>history</c>.</summary>
public sealed class CatalogSystemTables(TableCatalog catalog, TableDescriber describer)
{
    public IReadOnlyList<SystemTable> All =>
    [
        new(
            "tables",
            "table_database VARCHAR, table_name VARCHAR, kind VARCHAR, description VARCHAR, location VARCHAR, "
                + "partition_columns VARCHAR[], version BIGINT, changed_at TIMESTAMPTZ, files BIGINT, "
                + "size_bytes BIGINT, row_count BIGINT",
            TablesAsync),
        new(
            "columns",
            "table_database VARCHAR, table_name VARCHAR, column_name VARCHAR, ordinal BIGINT, data_type VARCHAR, "
                + "is_nullable BOOLEAN, description VARCHAR",
            ColumnsAsync),
        new(
            "files",
            "table_database VARCHAR, table_name VARCHAR, path VARCHAR, size_bytes BIGINT, row_count BIGINT, "
                + "modified_at TIMESTAMPTZ, partition VARCHAR",
            FilesAsync),
        new(
            "partitions",
            "table_database VARCHAR, table_name VARCHAR, partition VARCHAR, files BIGINT, size_bytes BIGINT, "
                + "row_count BIGINT",
            PartitionsAsync),
        new(
            "history",
            "table_database VARCHAR, table_name VARCHAR, version BIGINT, committed_at TIMESTAMPTZ, "
                + "operation VARCHAR, run_id VARCHAR, parameters JSON, metrics JSON",
            HistoryAsync),
    ];

    private async IAsyncEnumerable<object?[]> TablesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (TableSummary table in await describer.SummarizeAllAsync(cancellationToken))
        {
            yield return
            [
                table.Name.Database, table.Name.Table, Lower(table.Kind), table.Description, table.Location,
                table.PartitionColumns.ToArray<object?>(), table.Version, table.ChangedAt, table.Files,
                table.SizeBytes, table.Rows,
            ];
        }
    }

    private async IAsyncEnumerable<object?[]> ColumnsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (TableSummary table in await describer.SummarizeAllAsync(cancellationToken))
        {
            TableDescription description = await describer.DescribeAsync(table.Name, cancellationToken);
            long ordinal = 0;
            foreach (ColumnDescription column in description.Columns)
            {
                yield return
                [
                    table.Name.Database, table.Name.Table, column.Name, ++ordinal, column.Type, column.Nullable,
                    column.Description,
                ];
            }
        }
    }

    private async IAsyncEnumerable<object?[]> FilesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableFiles files = new(catalog);
        foreach (CatalogTable table in await catalog.ListAsync(cancellationToken))
        {
            foreach (TableFile file in await files.ListAsync(table, cancellationToken))
            {
                yield return
                [
                    table.Name.Database, table.Name.Table, file.Path, file.SizeBytes, file.Rows, file.ModifiedAt,
                    file.Partition,
                ];
            }
        }
    }

    private async IAsyncEnumerable<object?[]> PartitionsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableFiles files = new(catalog);
        foreach (CatalogTable table in await catalog.ListAsync(cancellationToken))
        {
            foreach ((string partition, IReadOnlyList<TableFile> of) in
                await files.ListPartitionsAsync(table, cancellationToken))
            {
                yield return
                [
                    table.Name.Database, table.Name.Table, partition, (long)of.Count, of.Sum(file => file.SizeBytes),
                    of.All(file => file.Rows is not null) ? of.Sum(file => file.Rows) : null,
                ];
            }
        }
    }

    private async IAsyncEnumerable<object?[]> HistoryAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CatalogTable table in await catalog.ListAsync(cancellationToken))
        {
            if (table is not CatalogTable.Managed managed)
            {
                continue;
            }

            await foreach (CommitRecord commit in catalog.Open(managed).HistoryAsync(cancellationToken))
            {
                yield return
                [
                    table.Name.Database, table.Name.Table, commit.Version, commit.Timestamp, commit.Operation,
                    commit.RunId, Json(commit.Parameters), Json(commit.Metrics),
                ];
            }
        }
    }

    private static string Json(IReadOnlyDictionary<string, string> values) =>
        "{" + string.Join(',', values.Select(value =>
            $"\"{JsonEncodedText.Encode(value.Key)}\":\"{JsonEncodedText.Encode(value.Value)}\"")) + "}";

    private static string Lower(TableKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);
}
