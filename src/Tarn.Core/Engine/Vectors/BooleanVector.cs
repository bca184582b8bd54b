using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>BOOLEAN: one byte each.</summary>
internal sealed class BooleanVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    public override bool GetBoolean(int row) => Native.Values<byte>()[row] != 0;

    private protected override object Read(int row) => GetBoolean(row);
}
