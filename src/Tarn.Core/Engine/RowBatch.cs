using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>Up to 2048 rows of a result, by column. Valid until the next batch is read.</summary>
public sealed class RowBatch
{
    internal RowBatch(DataChunkHandle chunk, IReadOnlyList<EngineType> types)
    {
        Chunk = chunk;
        RowCount = chunk.RowCount;
        ColumnVector[] columns = new ColumnVector[types.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = VectorFactory.Create(types[i], chunk.Column(i));
        }

        Columns = columns;
    }

    public int RowCount { get; }

    public IReadOnlyList<ColumnVector> Columns { get; }

    internal DataChunkHandle Chunk { get; }

    /// <summary>Boxed values of one row.</summary>
    public object?[] GetRow(int row)
    {
        object?[] values = new object?[Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Columns[i].GetValue(row);
        }

        return values;
    }
}
