using Tarn.Engine;
using Tarn.Engine.Vectors;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Integrity;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>Reads the rows of <see cref="CheckpointSql.Adds"/> into files.</summary>
/// <param name="partitionColumns">Physical names.</param>
internal sealed class AddColumns(IReadOnlyList<string> partitionColumns)
{
    private const int FirstPartitionColumn = 14;
    private readonly PartitionValuePool _partitions = new(partitionColumns);

    public DataFile Read(RowBatch batch, int row)
    {
        IReadOnlyList<ColumnVector> columns = batch.Columns;
        string uri = columns[0].GetString(row);
        string path = LogUri.Decode(uri);
        return new DataFile
        {
            Path = path,
            LoggedPath = LogUri.Encode(path) == uri ? null : uri,
            SizeBytes = Required(columns[1], row, "size"),
            ModifiedUnixMs = Number(columns[2], row) ?? 0,
            StatisticsText = columns[3].IsNull(row) ? null : columns[3].GetUtf8(row).ToArray(),
            Crc32C = columns[13].IsNull(row) ? null : FileChecksum.Parse(columns[13].GetString(row)),
            DeletionVector = ReadDeletionVector(columns, row),
            Tracking = FileTracking.OrNull(
                Number(columns[9], row),
                Number(columns[10], row),
                columns[11].IsNull(row) ? null : columns[11].GetString(row),
                columns[12].IsNull(row)
                    ? null
                    : FileChecksum.TakeFrom(MapTexts.Read(columns[12].GetValue(row))).Others),
            PartitionValues = ReadPartitionValues(columns, row),
        };
    }

    /// <summary>From the columns 4 to 8, which removes have in the same places; null without one.</summary>
    public static DeletionVector? ReadDeletionVector(IReadOnlyList<ColumnVector> columns, int row) =>
        columns[4].IsNull(row)
            ? null
            : new DeletionVector(
                columns[4].GetString(row),
                columns[5].IsNull(row) ? throw Lacks("deletionVector.pathOrInlineDv") : columns[5].GetString(row),
                (int?)Number(columns[6], row),
                (int)Required(columns[7], row, "deletionVector.sizeInBytes"),
                Required(columns[8], row, "deletionVector.cardinality"));

    public static long? Number(ColumnVector column, int row) => column.IsNull(row) ? null : column.GetInt64(row);

    private IReadOnlyDictionary<string, string?> ReadPartitionValues(IReadOnlyList<ColumnVector> columns, int row)
    {
        string?[] values = new string?[partitionColumns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            ColumnVector column = columns[FirstPartitionColumn + i];
            values[i] = column.IsNull(row) ? null : column.GetString(row);
        }

        return _partitions.Get(values);
    }

    private static long Required(ColumnVector column, int row, string name) =>
        Number(column, row) ?? throw Lacks(name);

    private static FormatException Lacks(string field) => new($"an add action lacks {field}");
}
