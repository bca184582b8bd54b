using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Has the texts of a chunk made at once, without an object for each value.</summary>
internal sealed class BatchTextCallback(BatchTexts texts) : ScalarCallback
{
    protected override void Invoke(DataChunkHandle input, NativeVectorWriter output)
    {
        ColumnVector[] arguments = VectorFactory.ColumnsOf(input);
        texts(arguments, input.RowCount, new VectorWriter(new EngineType(EngineTypeKind.Varchar), output));
    }
}
