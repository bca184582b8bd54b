using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// SQL that makes JSON of a variant ("Variant Data Type"): the engine's own VARIANT where the Parquet file marks the
/// group as one, otherwise the bytes of its two members. A null inside of a variant is a null, as the engine has it.
/// </summary>
internal static class StoredVariant
{
    /// <summary>Whether a column of the type holds variants at any level.</summary>
    public static bool IsIn(DeltaType type) => type switch
    {
        DeltaType.Primitive primitive => primitive.Name == PrimitiveTypes.Variant,
        DeltaType.Struct structure => structure.Fields.Any(field => IsIn(field.Type)),
        DeltaType.Array array => IsIn(array.Element),
        DeltaType.Map map => IsIn(map.Key) || IsIn(map.Value),
        _ => false,
    };

    /// <param name="value">SQL of the stored value, a VARIANT or a STRUCT, as the engine finds when it binds.</param>
    public static string Sql(string value)
    {
        string bytes = $"CAST({value}.metadata AS BLOB) || CAST({value}.\"value\" AS BLOB)";
        return $"nullif(CASE WHEN typeof({value}) = 'VARIANT' THEN CAST({value} AS JSON) "
            + $"ELSE CAST(variant_bytes_to_variant({bytes}) AS JSON) END, CAST('null' AS JSON))";
    }
}
