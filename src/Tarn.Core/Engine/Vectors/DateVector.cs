using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>DATE: days since 1970-01-01 in four bytes.</summary>
internal sealed class DateVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    public override DateTime GetDateTime(int row) => ((DateOnly)Read(row)).ToDateTime(TimeOnly.MinValue);

    private protected override object Read(int row) => EngineDate.Box(Native.Values<int>()[row]);
}
