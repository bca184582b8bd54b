using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>The CREATE EXTERNAL TABLE that makes a table again, line by line as Athena lays it out.</summary>
internal static class CreateTableText
{
    public static IEnumerable<string> Of(TableEntry table)
    {
        StorageEntry storage = table.Storage!;
        HiveFormat format = HiveFormat.Of(storage);
        Dictionary<string, string> serdeProperties = format.Properties.ToDictionary();
        foreach (ColumnEntry column in table.Columns.Where(column => column.SourceName is not null))
        {
            serdeProperties[HiveFormat.MappingPrefix + column.Name] = column.SourceName!;
        }

        Dictionary<string, string> properties = table.Properties.ToDictionary();
        foreach ((string name, string value) in format.TableProperties)
        {
            properties[name] = value;
        }

        return
        [
            Start(table.Name),
            .. Columns(table.Columns),
            .. table.Description is { } comment ? [$"COMMENT {HiveText.Quote(comment)}"] : Array.Empty<string>(),
            .. table.PartitionKeys.Count > 0
                ? ["PARTITIONED BY (", .. Columns(table.PartitionKeys)]
                : Array.Empty<string>(),
            "ROW FORMAT SERDE",
            $"  {HiveText.Quote(format.Library)}",
            .. Properties("WITH SERDEPROPERTIES (", serdeProperties),
            "STORED AS INPUTFORMAT",
            $"  {HiveText.Quote(format.Input)}",
            "OUTPUTFORMAT",
            $"  {HiveText.Quote(format.Output)}",
            .. Location(new StoragePlace(storage.Bucket, storage.Prefix)),
            .. Properties("TBLPROPERTIES (", properties),
        ];
    }

    /// <summary>Of a Delta table, whose columns are in its log.</summary>
    public static IEnumerable<string> Of(CatalogTable.Managed table) =>
    [
        Start(table.Name).TrimEnd('('),
        .. Location(new StoragePlace(table.Bucket, table.Root + "/")),
        .. Properties("TBLPROPERTIES (", new Dictionary<string, string> { ["table_type"] = "DELTA" }),
    ];

    private static string Start(TableName name) => $"CREATE EXTERNAL TABLE `{name.Database}`.`{name.Table}`(";

    private static IEnumerable<string> Columns(IReadOnlyList<ColumnEntry> columns) => columns.Select(
        (column, i) => $"  `{column.Name}` {column.Type}"
            + (column.Comment is null ? "" : $" COMMENT {HiveText.Quote(column.Comment)}")
            + (i == columns.Count - 1 ? ")" : ","));

    private static IEnumerable<string> Location(StoragePlace place) => ["LOCATION", $"  {HiveText.Quote($"{place}")}"];

    private static IEnumerable<string> Properties(string start, Dictionary<string, string> properties) =>
        properties.Count == 0
            ? []
            :
            [
                start,
                .. properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select((property, i) =>
                    $"  {HiveText.Quote(property.Key)}={HiveText.Quote(property.Value)}"
                    + (i == properties.Count - 1 ? ")" : ",")),
            ];
}
