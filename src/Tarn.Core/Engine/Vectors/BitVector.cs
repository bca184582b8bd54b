using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>BIT.</summary>
internal sealed class BitVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => BitString.FromBytes(Native.Bytes(row));
}
