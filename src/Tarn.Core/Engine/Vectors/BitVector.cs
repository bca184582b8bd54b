using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>BIT.</summary>
internal sealed class BitVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => BitString.FromBytes(Native.Bytes(row));
}
