using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Schema;
using Tarn.Tables.Statistics;

namespace Tarn.Tables.Writing;

/// <summary>The COPY that writes a query's rows as data files.</summary>
internal sealed class CopyStatement
{
    private const string Start = "COPY (";
    private const int RowGroupRows = 122_880;
    private const string KeyPrefix = "__partition_";
    private const string OutcomeKey = "__outcome";

    private readonly string _selectSql;
    private readonly IReadOnlyList<string> _keyColumns;
    private readonly IReadOnlyList<string> _partitionColumns;

    private CopyStatement(
        string selectSql, IReadOnlyList<string> keyColumns, IReadOnlyList<string> partitionColumns)
    {
        _selectSql = selectSql;
        _keyColumns = keyColumns;
        _partitionColumns = partitionColumns;
    }

    public bool IsPartitioned => _keyColumns.Count > 0;

    /// <summary>Where in its text the SELECT begins that it was made for.</summary>
    public required int SelectStart { get; init; }

    public static CopyStatement ForTable(
        string selectSql, IReadOnlyList<TableField> fields, IReadOnlyList<string> partitionColumns)
    {
        if (fields.All(field => partitionColumns.Contains(field.Name)))
        {
            throw new TarnException(
                ErrorCodes.SchemaMismatch,
                $"all columns ({string.Join(", ", partitionColumns)}) are partition columns; files need one more");
        }

        IEnumerable<string> columns = fields.Select(field =>
            $"{Stored(field, partitionColumns)} AS {SqlText.Identifier(field.Name)}");
        return Of(columns, selectSql, partitionColumns, partitionColumns);
    }

    /// <summary>
    /// Partitions by keys of their own that are null for side rows, so that each side table gets one file and its
    /// rows keep the values of the columns the main table is partitioned by.
    /// </summary>
    public static CopyStatement ForSplit(
        string selectSql,
        OutcomeSplit split,
        IReadOnlyList<TableField> fields,
        IReadOnlyList<string> partitionColumns)
    {
        string outcome = SqlText.Identifier(split.Column);
        string[] keyColumns = [OutcomeKey, .. partitionColumns.Select((_, index) => KeyName(index))];
        IEnumerable<string> columns =
        [
            .. fields
                .UnionBy(split.SideFields, field => field.Name, StringComparer.OrdinalIgnoreCase)
                .Select(field => $"{Stored(field, partitionColumns)} AS {SqlText.Identifier(field.Name)}"),
            $"CAST({outcome} AS INTEGER) AS {OutcomeKey}",
            .. partitionColumns.Select((column, index) =>
                $"CASE WHEN {outcome} = {OutcomeSplit.Main} THEN "
                + $"{Stored(fields.First(field => field.Name == column), partitionColumns)} END AS {KeyName(index)}"),
        ];
        return Of(columns, selectSql, keyColumns, partitionColumns);
    }

    /// <summary>
    /// Rows are sorted by partition first. Scattering chunks over hundreds of partitions costs the engine more than the
    /// sort, which obeys the memory limit by spilling and leaves only a few partitions open at a time.
    /// </summary>
    /// <param name="directory">Must not exist or be empty.</param>
    /// <param name="fileBytesTarget">Without partitions, the size at which the next file begins.</param>
    /// <param name="rowGroupBytesMax">The size at which a row group ends; null for no limit.</param>
    public string ToSql(string directory, long fileBytesTarget, long? rowGroupBytesMax)
    {
        string keys = SqlText.List(_keyColumns.Select(SqlText.Identifier));
        string rowGroup = rowGroupBytesMax is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"ROW_GROUP_SIZE_BYTES {bytes}, ")
            : "";
        string order = IsPartitioned ? $" ORDER BY {keys}" : "";
        string layout = IsPartitioned
            ? $"PARTITION_BY ({keys})"
            : string.Create(CultureInfo.InvariantCulture, $"FILE_SIZE_BYTES {fileBytesTarget}");
        return $"{Start}{_selectSql}{order}) TO {SqlText.Literal(directory)} (FORMAT parquet, COMPRESSION snappy, "
            + $"ROW_GROUP_SIZE {RowGroupRows}, {rowGroup}{layout}, FILENAME_PATTERN '{{uuid}}', RETURN_STATS)";
    }

    /// <summary>Which table a file of a split belongs to.</summary>
    public static int OutcomeOf(CopyFile file) =>
        int.TryParse(file.PartitionKeys[OutcomeKey], CultureInfo.InvariantCulture, out int outcome)
            ? outcome
            : throw new InvalidOperationException("a row of a split has no outcome");

    /// <summary>The file of a split with its partition keys under the names of the columns.</summary>
    public CopyFile WithPartitionNames(CopyFile file) => file with
    {
        PartitionKeys = _partitionColumns
            .Select((column, index) => KeyValuePair.Create(column, file.PartitionKeys[KeyName(index)]))
            .ToDictionary(),
    };

    private static CopyStatement Of(
        IEnumerable<string> columns,
        string selectSql,
        IReadOnlyList<string> keyColumns,
        IReadOnlyList<string> partitionColumns)
    {
        string before = $"SELECT {SqlText.List(columns)} FROM (\n";
        string select = $"{before}{selectSql.TrimEnd().TrimEnd(';')}\n) AS written";
        return new CopyStatement(select, keyColumns, partitionColumns) { SelectStart = Start.Length + before.Length };
    }

    /// <summary>
    /// The column as it is stored: in the table's type, and in a partition column an empty text as the null it is.
    /// </summary>
    private static string Stored(TableField field, IReadOnlyList<string> partitionColumns)
    {
        string type = StoredTypeText.Parse(field.EngineType).ToEngineType();
        string value = $"CAST({SqlText.Identifier(field.Name)} AS {type})";
        return type == "VARCHAR" && partitionColumns.Contains(field.Name) ? $"nullif({value}, '')" : value;
    }

    private static string KeyName(int index) => KeyPrefix + index.ToString(CultureInfo.InvariantCulture);
}
