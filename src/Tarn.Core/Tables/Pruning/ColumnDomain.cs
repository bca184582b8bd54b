using Tarn.Tables.Schema;

namespace Tarn.Tables.Pruning;

/// <summary>Types whose values compare in the same way.</summary>
internal enum ColumnDomain
{
    /// <summary>Binary and nested types: never pruned by value.</summary>
    None,
    Number,
    Single,
    Double,
    Text,
    Date,
    Local,
    Instant,
    Flag,
}

internal static class ColumnDomains
{
    public static ColumnDomain Of(DeltaType type) => type switch
    {
        DeltaType.Decimals => ColumnDomain.Number,
        DeltaType.Primitive { Name: "byte" or "short" or "integer" or "long" } => ColumnDomain.Number,
        DeltaType.Primitive { Name: "float" } => ColumnDomain.Single,
        DeltaType.Primitive { Name: "double" } => ColumnDomain.Double,
        DeltaType.Primitive { Name: PrimitiveTypes.Text } => ColumnDomain.Text,
        DeltaType.Primitive { Name: "date" } => ColumnDomain.Date,
        DeltaType.Primitive { Name: PrimitiveTypes.TimestampNtz } => ColumnDomain.Local,
        DeltaType.Primitive { Name: PrimitiveTypes.Timestamp } => ColumnDomain.Instant,
        DeltaType.Primitive { Name: "boolean" } => ColumnDomain.Flag,
        _ => ColumnDomain.None,
    };
}
