using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>The type of NULL itself: no row has a value.</summary>
internal sealed class NullVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => DBNull.Value;
}
