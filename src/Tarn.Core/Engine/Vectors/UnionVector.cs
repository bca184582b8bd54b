using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>UNION: a struct whose first field says which of the others holds.</summary>
internal sealed class UnionVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly NativeVector _tags = native.StructField(0);

    private readonly ColumnVector[] _members =
        [.. type.Children.Select((member, i) => VectorFactory.Create(member.Type, native.StructField(i + 1)))];

    private protected override object Read(int row)
    {
        int tag = _tags.Values<byte>()[row];
        return new UnionValue(Type.Children[tag].Name, _members[tag].GetValue(row));
    }
}
