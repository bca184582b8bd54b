using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Has the texts of a chunk made at once, without an object for each value.</summary>
internal sealed class BatchTextCallback(BatchTexts texts) : ScalarCallback
{
    protected override void Invoke(DataChunkHandle input, NativeVectorWriter output)
    {
        ColumnVector[] arguments = new ColumnVector[input.ColumnCount];
        for (int i = 0; i < arguments.Length; i++)
        {
            NativeVector native = input.Column(i);
            arguments[i] = VectorFactory.Create(LogicalTypes.ReadAndDispose(native.ReadType()), native);
        }

        texts(arguments, input.RowCount, new VectorWriter(new EngineType(EngineTypeKind.Varchar), output));
    }
}
