using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>Runs a function's body for every row of a chunk.</summary>
internal sealed class RowCallback(ScalarFunction function) : ScalarCallback
{
    protected override void Bind(IReadOnlyList<ExpressionHandle> arguments) => function.OnBind?.Invoke(
        [.. arguments.Select(argument => LogicalTypes.ReadAndDispose(NativeMethods.ExpressionReturnType(argument)))]);

    protected override void Invoke(DataChunkHandle input, NativeVectorWriter output)
    {
        ColumnVector[] arguments = VectorFactory.ColumnsOf(input);
        VectorWriter writer = new(function.ReturnType, output);
        object?[] values = new object?[arguments.Length];
        int rowCount = input.RowCount;
        for (int row = 0; row < rowCount; row++)
        {
            bool hasNull = false;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i].GetValue(row);
                hasNull |= values[i] is null;
            }

            writer.Write(row, hasNull && !function.TakesNulls ? null : function.Body(values));
        }
    }
}
