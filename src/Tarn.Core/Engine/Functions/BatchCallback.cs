using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Runs a predicate once for a chunk, without a boxed object for each value.</summary>
internal sealed class BatchCallback(BatchPredicate predicate) : ScalarCallback
{
    protected override void Invoke(DataChunkHandle input, NativeVectorWriter output)
    {
        ColumnVector[] arguments = VectorFactory.ColumnsOf(input);
        predicate(arguments, output.Values<bool>(input.RowCount));
    }
}
