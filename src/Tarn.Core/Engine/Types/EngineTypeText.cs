using System.Globalization;

namespace Tarn.Engine.Types;

/// <summary>Spells types the way DuckDB does.</summary>
internal static class EngineTypeText
{
    public static string Spell(EngineType type) => type.Alias ?? type.Kind switch
    {
        EngineTypeKind.Decimal =>
            string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        EngineTypeKind.List => $"{type.Element}[]",
        EngineTypeKind.Array => string.Create(CultureInfo.InvariantCulture, $"{type.Element}[{type.ArrayLength}]"),
        EngineTypeKind.Struct => $"STRUCT({Fields(type)})",
        EngineTypeKind.Union => $"UNION({Fields(type)})",
        EngineTypeKind.Map => $"MAP({type.Children[0].Type}, {type.Children[1].Type})",
        EngineTypeKind.Enum => $"ENUM({string.Join(", ", type.EnumValues.Select(SqlText.Literal))})",
        EngineTypeKind.TimestampS => "TIMESTAMP_S",
        EngineTypeKind.TimestampMs => "TIMESTAMP_MS",
        EngineTypeKind.TimestampNs => "TIMESTAMP_NS",
        EngineTypeKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        EngineTypeKind.TimeTz => "TIME WITH TIME ZONE",
        EngineTypeKind.TimeNs => "TIME_NS",
        EngineTypeKind.SqlNull => "\"NULL\"",
        _ => type.Kind.ToString().ToUpperInvariant(),
    };

    private static string Fields(EngineType type) =>
        string.Join(", ", type.Children.Select(field => $"{SqlText.IdentifierIfNeeded(field.Name)} {field.Type}"));
}
