using Tarn.Engine;
using Tarn.Engine.Vectors;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>Reads the rows of <see cref="CheckpointSql.Removes"/>.</summary>
internal static class RemoveColumns
{
    public static RemoveAction Read(RowBatch batch, int row)
    {
        IReadOnlyList<ColumnVector> columns = batch.Columns;
        string uri = columns[0].GetString(row);
        string path = LogUri.Decode(uri);
        return new RemoveAction(
            path,
            DataChange: false,
            AddColumns.Number(columns[2], row) ?? 0,
            columns[3].IsNull(row) ? null : MapTexts.Read(columns[3].GetValue(row)),
            AddColumns.Number(columns[1], row))
        {
            DeletionVector = AddColumns.ReadDeletionVector(columns, row),
            LoggedPath = LogUri.Encode(path) == uri ? null : uri,
        };
    }
}
