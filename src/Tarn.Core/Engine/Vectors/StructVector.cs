using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>STRUCT: a vector per field.</summary>
internal sealed class StructVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly ColumnVector[] _fields =
        [.. type.Children.Select((field, i) => VectorFactory.Create(field.Type, native.StructField(i)))];

    private protected override object Read(int row)
    {
        KeyValuePair<string, object?>[] values = new KeyValuePair<string, object?>[_fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new(Type.Children[i].Name, _fields[i].GetValue(row));
        }

        return new StructValue(values);
    }
}
