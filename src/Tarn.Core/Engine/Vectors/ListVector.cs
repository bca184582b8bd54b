using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>LIST: where each list's elements are among the elements of all.</summary>
internal sealed class ListVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly ColumnVector _elements = VectorFactory.Create(type.Element, native.ListElements());

    private protected override object Read(int row)
    {
        NativeListEntry entry = Native.Values<NativeListEntry>()[row];
        object?[] values = new object?[checked((int)entry.Length)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _elements.GetValue((int)entry.Offset + i);
        }

        return values;
    }
}
