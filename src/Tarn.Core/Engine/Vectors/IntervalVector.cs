using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>INTERVAL.</summary>
internal sealed class IntervalVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private protected override object Read(int row)
    {
        NativeInterval interval = Native.Values<NativeInterval>()[row];
        return new EngineInterval(interval.Months, interval.Days, interval.Microseconds);
    }
}
