using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>TIME WITH TIME ZONE.</summary>
internal sealed class TimeTzVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row) => EngineTimeTz.FromBits(Native.Values<ulong>()[row]);
}
