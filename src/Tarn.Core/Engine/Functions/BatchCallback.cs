using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Runs a predicate once for a chunk, without a boxed object for each value.</summary>
internal sealed class BatchCallback(BatchPredicate predicate) : ScalarCallback
{
    protected override void Invoke(DataChunkHandle input, NativeVectorWriter output)
    {
        ColumnVector[] arguments = new ColumnVector[input.ColumnCount];
        for (int i = 0; i < arguments.Length; i++)
        {
            NativeVector native = input.Column(i);
            arguments[i] = VectorFactory.Create(LogicalTypes.ReadAndDispose(native.ReadType()), native);
        }

        predicate(arguments, output.Values<bool>(input.RowCount));
    }
}
