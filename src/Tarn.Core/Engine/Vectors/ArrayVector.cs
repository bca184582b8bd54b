using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>ARRAY: the same number of elements for every row, null rows included.</summary>
internal sealed class ArrayVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly ColumnVector _elements =
        VectorFactory.Create(type.Element, native.ArrayElements(type.ArrayLength));

    private protected override object Read(int row)
    {
        object?[] values = new object?[Type.ArrayLength];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _elements.GetValue((row * values.Length) + i);
        }

        return values;
    }
}
