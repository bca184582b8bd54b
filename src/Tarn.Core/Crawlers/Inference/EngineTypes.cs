using Tarn.Catalog.Types;
using Tarn.Engine.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>The engine's types, which Parquet and Delta columns have here, as the catalog spells them.</summary>
internal static class EngineTypes
{
    /// <summary>Unsigned types are the next wider signed one; what Hive has no type for is string.</summary>
    public static HiveType ToHive(EngineType type) => type.Kind switch
    {
        EngineTypeKind.Boolean => HiveType.Boolean,
        EngineTypeKind.TinyInt => HiveType.TinyInt,
        EngineTypeKind.SmallInt or EngineTypeKind.UTinyInt => HiveType.SmallInt,
        EngineTypeKind.Integer or EngineTypeKind.USmallInt => HiveType.Int,
        EngineTypeKind.BigInt or EngineTypeKind.UInteger => HiveType.BigInt,
        EngineTypeKind.UBigInt => new HiveType.Decimals(20, 0),
        EngineTypeKind.HugeInt => new HiveType.Decimals(38, 0),
        EngineTypeKind.Float => HiveType.Float,
        EngineTypeKind.Double => HiveType.Double,
        EngineTypeKind.Decimal => new HiveType.Decimals(type.Precision, type.Scale),
        EngineTypeKind.Date => HiveType.Date,
        EngineTypeKind.Timestamp or EngineTypeKind.TimestampS or EngineTypeKind.TimestampMs
            or EngineTypeKind.TimestampNs or EngineTypeKind.TimestampTz => HiveType.Timestamp,
        EngineTypeKind.Blob => HiveType.Binary,
        EngineTypeKind.List or EngineTypeKind.Array => new HiveType.Array(ToHive(type.Element)),
        EngineTypeKind.Map => new HiveType.Map(ToHive(type.Children[0].Type), ToHive(type.Children[1].Type)),
        EngineTypeKind.Struct => TypeMerge.StructOf(
            [.. type.Children.Select(field => new HiveField(field.Name, ToHive(field.Type)))]),
        _ => HiveType.Text,
    };

    public static SchemaColumn Column(string name, EngineType type)
    {
        HiveType hive = ToHive(type);
        bool isMoment = hive == HiveType.Date || hive == HiveType.Timestamp;
        return new SchemaColumn(name, hive) { Formats = isMoment ? [MomentFormats.Iso] : [] };
    }
}
