using System.Globalization;
using Tarn.Engine;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// The COPY from actions as JSON lines to a classic checkpoint, one struct column for each kind of action
/// ("Checkpoint Schema"). The engine reads and writes in pieces, so the size of the table does not matter to memory.
/// </summary>
internal static class CheckpointCopy
{
    private const int RowGroupRows = 30_720;
    private const int LineBytesMax = 64 << 20;
    private const string Map = "MAP(VARCHAR, VARCHAR)";

    private const string DeletionVector =
        "STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, \"offset\" INTEGER, sizeInBytes INTEGER, "
        + "cardinality BIGINT)";

    private const string Metadata =
        "STRUCT(id VARCHAR, \"name\" VARCHAR, description VARCHAR, "
        + $"format STRUCT(provider VARCHAR, \"options\" {Map}), schemaString VARCHAR, partitionColumns VARCHAR[], "
        + $"configuration {Map}, createdTime BIGINT)";

    private const string Add =
        $"STRUCT(path VARCHAR, partitionValues {Map}, \"size\" BIGINT, modificationTime BIGINT, dataChange BOOLEAN, "
        + $"stats VARCHAR, tags {Map}, deletionVector {DeletionVector}, baseRowId BIGINT, "
        + "defaultRowCommitVersion BIGINT, clusteringProvider VARCHAR)";

    private const string Remove =
        "STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, "
        + $"partitionValues {Map}, \"size\" BIGINT, deletionVector {DeletionVector})";

    /// <param name="protocol">Says whether the lists of features belong to the schema.</param>
    public static string Sql(string linesPath, string parquetPath, ProtocolAction protocol)
    {
        (string Name, string Type)[] columns =
        [
            ("protocol", Protocol(protocol)),
            ("metaData", Metadata),
            ("txn", "STRUCT(appId VARCHAR, \"version\" BIGINT, lastUpdated BIGINT)"),
            ("domainMetadata", "STRUCT(\"domain\" VARCHAR, configuration VARCHAR, removed BOOLEAN)"),
            ("remove", Remove),
            ("add", Add),
        ];
        string schema = SqlText.List(columns.Select(column => $"'{column.Name}': {SqlText.Literal(column.Type)}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            COPY (
                SELECT {SqlText.List(columns.Select(column => SqlText.Identifier(column.Name)))}
                FROM read_json({SqlText.Paths([linesPath])}, format = 'newline_delimited',
                    maximum_object_size = {LineBytesMax}, columns = {'{'}{schema}{'}'})
            ) TO {SqlText.Literal(parquetPath)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {RowGroupRows})
            """);
    }

    private static string Protocol(ProtocolAction protocol)
    {
        string readers = protocol.ReaderFeatures is null ? "" : ", readerFeatures VARCHAR[]";
        string writers = protocol.WriterFeatures is null ? "" : ", writerFeatures VARCHAR[]";
        return $"STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER{readers}{writers})";
    }
}
