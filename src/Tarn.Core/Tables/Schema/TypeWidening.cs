namespace Tarn.Tables.Schema;

/// <summary>Which types a column's type may become without rewriting its files ("Supported Type Changes").</summary>
internal static class TypeWidening
{
    private const int IntegerDigits = 10;
    private const int LongDigits = 20;

    public static bool CanBecome(DeltaType from, DeltaType to) => (from, to) switch
    {
        (DeltaType.Decimals narrow, DeltaType.Decimals wide) =>
            HasRoom(narrow.Precision, narrow.Scale, wide),
        (DeltaType.Primitive { Name: "byte" or "short" or "integer" }, DeltaType.Decimals wide) =>
            HasRoom(IntegerDigits, 0, wide),
        (DeltaType.Primitive { Name: "long" }, DeltaType.Decimals wide) => HasRoom(LongDigits, 0, wide),
        (DeltaType.Primitive narrow, DeltaType.Primitive wide) => (narrow.Name, wide.Name) is
            ("byte", "short" or "integer" or "long" or "double")
            or ("short", "integer" or "long" or "double")
            or ("integer", "long" or "double")
            or ("float", "double")
            or ("date", PrimitiveTypes.TimestampNtz),
        _ => false,
    };

    /// <summary>No fewer digits after the point, and no fewer before it.</summary>
    private static bool HasRoom(int precision, int scale, DeltaType.Decimals wide) =>
        wide.Scale >= scale && wide.Precision - wide.Scale >= precision - scale;
}
