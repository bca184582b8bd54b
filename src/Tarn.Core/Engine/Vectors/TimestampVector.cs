using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>The timestamps of all units, with and without time zone.</summary>
internal sealed class TimestampVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    private readonly bool _isInstant = type.Kind == EngineTypeKind.TimestampTz;
    private readonly TimestampUnit _unit = UnitOf(type.Kind);

    public static TimestampUnit UnitOf(EngineTypeKind kind) => kind switch
    {
        EngineTypeKind.TimestampS => TimestampUnit.Seconds,
        EngineTypeKind.TimestampMs => TimestampUnit.Milliseconds,
        EngineTypeKind.TimestampNs => TimestampUnit.Nanoseconds,
        _ => TimestampUnit.Microseconds,
    };

    public override DateTime GetDateTime(int row) =>
        Read(row) is DateTimeOffset instant ? instant.UtcDateTime : (DateTime)Read(row);

    private protected override object Read(int row) =>
        EngineTimestamp.Box(Native.Values<long>()[row], _unit, _isInstant);
}
