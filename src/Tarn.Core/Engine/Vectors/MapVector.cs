using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>MAP: a list of structs of key and value.</summary>
internal sealed class MapVector : ColumnVector
{
    private readonly ColumnVector _keys;
    private readonly ColumnVector _values;

    public MapVector(EngineType type, NativeVector native)
        : base(type, native)
    {
        NativeVector entries = native.ListElements();
        _keys = VectorFactory.Create(type.Children[0].Type, entries.StructField(0));
        _values = VectorFactory.Create(type.Children[1].Type, entries.StructField(1));
    }

    private protected override object Read(int row)
    {
        NativeListEntry place = Native.Values<NativeListEntry>()[row];
        KeyValuePair<object, object?>[] entries = new KeyValuePair<object, object?>[checked((int)place.Length)];
        for (int i = 0; i < entries.Length; i++)
        {
            int index = (int)place.Offset + i;
            entries[i] = new(_keys.GetValue(index)!, _values.GetValue(index));
        }

        return new MapValue(entries);
    }
}
