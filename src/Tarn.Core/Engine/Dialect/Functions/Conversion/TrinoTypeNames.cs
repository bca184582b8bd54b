using System.Globalization;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Conversion;

/// <summary>Types as Trino spells them.</summary>
internal static class TrinoTypeNames
{
    /// <param name="type">The engine's.</param>
    /// <param name="digits">Of fractions of seconds, which the engine's types do not tell.</param>
    public static string Of(EngineType type, int digits) => type.Kind switch
    {
        _ when string.Equals(type.Alias, "JSON", StringComparison.OrdinalIgnoreCase) => "json",
        EngineTypeKind.TinyInt or EngineTypeKind.SmallInt or EngineTypeKind.Integer or EngineTypeKind.BigInt
            or EngineTypeKind.Boolean or EngineTypeKind.Double or EngineTypeKind.Date or EngineTypeKind.Varchar
            or EngineTypeKind.Uuid => type.Kind.ToString().ToLowerInvariant(),
        EngineTypeKind.UTinyInt => "smallint",
        EngineTypeKind.USmallInt => "integer",
        EngineTypeKind.UInteger or EngineTypeKind.HugeInt => "bigint",
        EngineTypeKind.UBigInt => "decimal(20,0)",
        EngineTypeKind.Float => "real",
        EngineTypeKind.Decimal =>
            string.Create(CultureInfo.InvariantCulture, $"decimal({type.Precision},{type.Scale})"),
        EngineTypeKind.Blob => "varbinary",
        EngineTypeKind.Time => WithDigits("time", digits),
        EngineTypeKind.TimeTz => WithDigits("time", digits) + " with time zone",
        EngineTypeKind.Timestamp or EngineTypeKind.TimestampS or EngineTypeKind.TimestampMs
            or EngineTypeKind.TimestampNs => WithDigits("timestamp", digits),
        EngineTypeKind.TimestampTz => WithDigits("timestamp", digits) + " with time zone",
        EngineTypeKind.Interval => "interval day to second",
        EngineTypeKind.SqlNull => "unknown",
        EngineTypeKind.List or EngineTypeKind.Array => $"array({Of(type.Element, digits)})",
        EngineTypeKind.Map => $"map({Of(type.Children[0].Type, digits)}, {Of(type.Children[1].Type, digits)})",
        EngineTypeKind.Struct => $"row({string.Join(", ", type.Children.Select(field => Field(field, digits)))})",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static string Field(EngineTypeField field, int digits) =>
        field.Name.Length > 0 ? $"{field.Name} {Of(field.Type, digits)}" : Of(field.Type, digits);

    private static string WithDigits(string name, int digits) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}({digits})");
}
