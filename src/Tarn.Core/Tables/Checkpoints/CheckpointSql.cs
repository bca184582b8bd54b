using Tarn.Engine;
using Tarn.Tables.Integrity;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// Queries over the Parquet files of checkpoints ("Checkpoint Schema"). Columns and fields that a file lacks read null,
/// at every level, so parts of different writers can be read together.
/// </summary>
internal static class CheckpointSql
{
    private const string Add =
        """
        STRUCT(path VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT,
        stats VARCHAR, deletionVector STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, "offset" INTEGER,
        sizeInBytes INTEGER, cardinality BIGINT), baseRowId BIGINT, defaultRowCommitVersion BIGINT,
        clusteringProvider VARCHAR, tags MAP(VARCHAR, VARCHAR)
        """;

    private const string Remove =
        """
        STRUCT(path VARCHAR, deletionTimestamp BIGINT, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT,
        deletionVector STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, "offset" INTEGER, sizeInBytes INTEGER,
        cardinality BIGINT))
        """;

    private const string Checksum = $"add.tags['{FileChecksum.Tag}']";

    /// <summary>Most files have no tag but the checksum, and reading maps one by one is slow.</summary>
    private const string OtherTags =
        $"CASE WHEN NOT (cardinality(add.tags) = 1 AND {Checksum} IS NOT NULL) THEN add.tags END";

    private static readonly (string Column, string Key, string Type)[] Others =
    [
        ("protocol", "minReaderVersion",
            "STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER, readerFeatures VARCHAR[], "
            + "writerFeatures VARCHAR[])"),
        ("metaData", "id",
            """
            STRUCT(id VARCHAR, "name" VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR),
            schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR), createdTime BIGINT)
            """),
        ("txn", "appId", "STRUCT(appId VARCHAR, \"version\" BIGINT, lastUpdated BIGINT)"),
        ("domainMetadata", "domain", "STRUCT(\"domain\" VARCHAR, configuration VARCHAR, removed BOOLEAN)"),
        ("sidecar", "path", "STRUCT(path VARCHAR)"),
        ("checkpointMetadata", "version", "STRUCT(\"version\" BIGINT)"),
    ];

    /// <summary>
    /// Everything but file actions, one of the columns of a row filled: protocol, metaData, txn, domainMetadata,
    /// sidecar, checkpointMetadata. Some writers fill an absent struct with nulls, so its required field tells.
    /// </summary>
    public static string OtherActions(IEnumerable<string> paths)
    {
        IEnumerable<string> columns = Others.Select(action =>
            $"CASE WHEN {action.Column}.\"{action.Key}\" IS NOT NULL THEN {action.Column} END AS {action.Column}");
        string anyOf = string.Join(" OR ", Others.Select(action => $"{action.Column}.\"{action.Key}\" IS NOT NULL"));
        string source = Read(paths, Others.Select(action => (action.Column, action.Type)));
        return $"SELECT {SqlText.List(columns)} FROM {source} WHERE {anyOf}";
    }

    /// <summary>
    /// The add actions, in the columns that <see cref="AddColumns"/> names, then one for each partition column.
    /// </summary>
    /// <param name="parsedStatistics">Set to take the place of statistics that are not there as text.</param>
    public static string Adds(
        IEnumerable<string> paths, IReadOnlyList<DeltaField> partitionColumns, ParsedStatistics? parsedStatistics)
    {
        string type = Add;
        if (partitionColumns.Count > 0)
        {
            IEnumerable<string> fields = partitionColumns.Select(
                column => $"{SqlText.Identifier(column.StoredName)} VARCHAR");
            type += $", partitionValues_parsed STRUCT({SqlText.List(fields)})";
        }

        string statistics = "add.stats";
        if (parsedStatistics is not null)
        {
            type += $", stats_parsed {parsedStatistics.Type}";
            statistics = $"coalesce(add.stats, {parsedStatistics.ToJson("add.stats_parsed")})";
        }

        IEnumerable<string> columns =
        [
            "add.path", "add.size", "add.modificationTime", statistics, "add.deletionVector.storageType",
            "add.deletionVector.pathOrInlineDv", "add.deletionVector.\"offset\"", "add.deletionVector.sizeInBytes",
            "add.deletionVector.cardinality", "add.baseRowId", "add.defaultRowCommitVersion",
            "add.clusteringProvider", OtherTags, Checksum,
            .. partitionColumns.Select(PartitionValue),
        ];
        return $"SELECT {SqlText.List(columns)} FROM {Read(paths, [("add", type + ")")])} WHERE add.path IS NOT NULL";
    }

    /// <summary>The removes from after a moment, in the columns that <see cref="RemoveColumns"/> names.</summary>
    public static string Removes(IEnumerable<string> paths, long afterUnixMs) =>
        $"""
        SELECT remove.path, remove.size, remove.deletionTimestamp, remove.partitionValues,
            remove.deletionVector.storageType, remove.deletionVector.pathOrInlineDv, remove.deletionVector."offset",
            remove.deletionVector.sizeInBytes, remove.deletionVector.cardinality
        FROM {Read(paths, [("remove", Remove)])}
        WHERE remove.path IS NOT NULL AND remove.deletionTimestamp > {afterUnixMs}
        """;

    private static string PartitionValue(DeltaField column)
    {
        string value = $"add.partitionValues[{SqlText.Literal(column.StoredName)}]";
        string either = column.PhysicalName is null
            ? value
            : $"coalesce({value}, add.partitionValues[{SqlText.Literal(column.Name)}])";
        return "CASE WHEN add.partitionValues IS NULL "
            + $"THEN add.partitionValues_parsed.{SqlText.Identifier(column.StoredName)} ELSE {either} END";
    }

    private static string Read(IEnumerable<string> paths, IEnumerable<(string Column, string Type)> columns)
    {
        IEnumerable<string> schema = columns.Select(column =>
            $"'{column.Column}': {{'name': '{column.Column}', 'type': {SqlText.Literal(column.Type)}, "
            + "'default_value': NULL}");
        return $"read_parquet({SqlText.Paths(paths)}, hive_partitioning = false, "
            + $"schema = MAP {{{SqlText.List(schema)}}})";
    }
}
