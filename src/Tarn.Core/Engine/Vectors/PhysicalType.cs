using Tarn.Engine.Types;

namespace Tarn.Engine.Vectors;

/// <summary>How wide the engine's types are in a vector.</summary>
internal static class PhysicalType
{
    /// <summary>Bytes per value; 0 when it has no fixed width.</summary>
    public static int WidthBytes(EngineType type) => type.Kind switch
    {
        EngineTypeKind.Boolean or EngineTypeKind.TinyInt or EngineTypeKind.UTinyInt => 1,
        EngineTypeKind.SmallInt or EngineTypeKind.USmallInt => 2,
        EngineTypeKind.Integer or EngineTypeKind.UInteger or EngineTypeKind.Float or EngineTypeKind.Date => 4,
        EngineTypeKind.BigInt or EngineTypeKind.UBigInt or EngineTypeKind.Double => 8,
        EngineTypeKind.Time or EngineTypeKind.TimeNs or EngineTypeKind.TimeTz => 8,
        EngineTypeKind.Timestamp or EngineTypeKind.TimestampTz or EngineTypeKind.TimestampS
            or EngineTypeKind.TimestampMs or EngineTypeKind.TimestampNs => 8,
        EngineTypeKind.HugeInt or EngineTypeKind.UHugeInt or EngineTypeKind.Uuid or EngineTypeKind.Interval => 16,
        EngineTypeKind.Decimal => DecimalBytes(type.Precision),
        EngineTypeKind.Enum => EnumBytes(type.EnumValues.Count),
        _ => 0,
    };

    private static int DecimalBytes(int precision) => precision switch
    {
        <= 4 => 2,
        <= 9 => 4,
        <= 18 => 8,
        _ => 16,
    };

    private static int EnumBytes(int valueCount) => valueCount switch
    {
        <= byte.MaxValue => 1,
        <= ushort.MaxValue => 2,
        _ => 4,
    };
}
