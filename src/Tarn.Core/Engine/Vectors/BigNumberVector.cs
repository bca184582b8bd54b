using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>BIGNUM: integers of any length.</summary>
internal sealed class BigNumberVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => BigNumber.FromBytes(Native.Bytes(row));
}
