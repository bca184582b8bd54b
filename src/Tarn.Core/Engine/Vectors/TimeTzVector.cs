using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>TIME WITH TIME ZONE.</summary>
internal sealed class TimeTzVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => EngineTimeTz.FromBits(Native.Values<ulong>()[row]);
}
