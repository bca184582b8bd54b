using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>TIME in microseconds and TIME_NS in nanoseconds since midnight.</summary>
internal sealed class TimeVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly long _nanosecondsPerUnit = type.Kind == EngineTypeKind.TimeNs ? 1 : 1000;

    private protected override object Read(int row) =>
        EngineTime.Box(Native.Values<long>()[row] * _nanosecondsPerUnit);
}
