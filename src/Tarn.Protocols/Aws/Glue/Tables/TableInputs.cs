using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>From Glue's description of a table to Hive's, which the lake reads.</summary>
internal static class TableInputs
{
    private const string View = "VIRTUAL_VIEW";

    public static HiveTable HiveOf(TableName name, TableInput input)
    {
        StorageDescriptor storage = input.StorageDescriptor ?? new StorageDescriptor();
        return new HiveTable
        {
            Name = name,
            Description = input.Description,
            Owner = input.Owner,
            Columns = ColumnsOf(storage.Columns),
            PartitionKeys = ColumnsOf(input.PartitionKeys),
            Location = storage.Location,
            Library = storage.SerdeInfo?.SerializationLibrary,
            LibraryProperties = storage.SerdeInfo?.Parameters ?? new Dictionary<string, string>(),
            Input = storage.InputFormat,
            Output = storage.OutputFormat,
            Properties = input.Parameters ?? new Dictionary<string, string>(),
            ViewSql = input is { TableType: View, ViewOriginalText: { Length: > 0 } text }
                ? PrestoView.SqlOf(text)
                : null,
        };
    }

    private static IReadOnlyList<ColumnEntry> ColumnsOf(IReadOnlyList<Column>? columns) =>
    [
        .. (columns ?? []).Select(column => new ColumnEntry(
            (column.Name ?? "").ToLowerInvariant(), string.IsNullOrEmpty(column.Type) ? "string" : column.Type)
        {
            Comment = string.IsNullOrEmpty(column.Comment) ? null : column.Comment,
        }),
    ];
}
