using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Typing;

/// <summary>The classes of types that rules tell apart, by the words they use.</summary>
internal static class TypeClass
{
    public const string Any = "*";

    public static string Of(EngineType type) => type.Kind switch
    {
        _ when string.Equals(type.Alias, "JSON", StringComparison.OrdinalIgnoreCase) => "json",
        EngineTypeKind.List or EngineTypeKind.Array => "list",
        EngineTypeKind.Map => "map",
        EngineTypeKind.Struct => "row",
        EngineTypeKind.Varchar => "text",
        EngineTypeKind.Blob => "blob",
        EngineTypeKind.Decimal => "decimal",
        EngineTypeKind.TinyInt or EngineTypeKind.SmallInt or EngineTypeKind.Integer or EngineTypeKind.BigInt
            or EngineTypeKind.HugeInt or EngineTypeKind.UTinyInt or EngineTypeKind.USmallInt
            or EngineTypeKind.UInteger or EngineTypeKind.UBigInt or EngineTypeKind.UHugeInt => "integer",
        EngineTypeKind.Float or EngineTypeKind.Double => "double",
        EngineTypeKind.Date => "date",
        EngineTypeKind.Time => "time",
        EngineTypeKind.Timestamp or EngineTypeKind.TimestampMs or EngineTypeKind.TimestampNs
            or EngineTypeKind.TimestampS => "timestamp",
        EngineTypeKind.TimestampTz => "instant",
        EngineTypeKind.Interval => "interval",
        EngineTypeKind.Boolean => "boolean",
        EngineTypeKind.SqlNull => "null",
        _ => "other",
    };

    /// <param name="pattern">A class, several with bars between, or <c>*</c>.</param>
    public static bool Matches(string pattern, EngineType type) =>
        pattern == Any || pattern.Split('|').Contains(Of(type), StringComparer.Ordinal);
}
