using System.Collections.Frozen;

namespace Tarn.Tables.Schema;

/// <summary>
/// Which of DuckDB's scalar types each primitive of the protocol is, and the nearest primitive for the rest. Variants
/// are only read, as JSON; JSON is written as text.
/// </summary>
internal static class PrimitiveTypes
{
    public const string Timestamp = "timestamp";
    public const string TimestampNtz = "timestamp_ntz";
    public const string Text = "string";
    public const string Variant = "variant";

    private static readonly FrozenDictionary<string, string> EngineTypes = new Dictionary<string, string>
    {
        ["boolean"] = "BOOLEAN",
        ["byte"] = "TINYINT",
        ["short"] = "SMALLINT",
        ["integer"] = "INTEGER",
        ["long"] = "BIGINT",
        ["float"] = "FLOAT",
        ["double"] = "DOUBLE",
        [Text] = "VARCHAR",
        ["binary"] = "BLOB",
        ["date"] = "DATE",
        [Timestamp] = "TIMESTAMP WITH TIME ZONE",
        [TimestampNtz] = "TIMESTAMP",
        ["void"] = "INTEGER",
        [Variant] = "JSON",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What DuckDB has more of is stored as the next wider primitive, or as its text.</summary>
    private static readonly FrozenDictionary<string, DeltaType> DeltaTypes = new Dictionary<string, DeltaType>
    {
        ["BOOLEAN"] = Of("boolean"),
        ["BOOL"] = Of("boolean"),
        ["LOGICAL"] = Of("boolean"),
        ["TINYINT"] = Of("byte"),
        ["INT1"] = Of("byte"),
        ["SMALLINT"] = Of("short"),
        ["INT2"] = Of("short"),
        ["SHORT"] = Of("short"),
        ["UTINYINT"] = Of("short"),
        ["INTEGER"] = Of("integer"),
        ["INT"] = Of("integer"),
        ["INT4"] = Of("integer"),
        ["SIGNED"] = Of("integer"),
        ["USMALLINT"] = Of("integer"),
        ["NULL"] = Of("integer"),
        ["BIGINT"] = Of("long"),
        ["INT8"] = Of("long"),
        ["LONG"] = Of("long"),
        ["UINTEGER"] = Of("long"),
        ["UBIGINT"] = new DeltaType.Decimals(20, 0),
        ["HUGEINT"] = new DeltaType.Decimals(38, 0),
        ["INT128"] = new DeltaType.Decimals(38, 0),
        ["UHUGEINT"] = new DeltaType.Decimals(38, 0),
        ["FLOAT"] = Of("float"),
        ["FLOAT4"] = Of("float"),
        ["REAL"] = Of("float"),
        ["DOUBLE"] = Of("double"),
        ["FLOAT8"] = Of("double"),
        ["DOUBLE PRECISION"] = Of("double"),
        ["BLOB"] = Of("binary"),
        ["BYTEA"] = Of("binary"),
        ["BINARY"] = Of("binary"),
        ["VARBINARY"] = Of("binary"),
        ["DATE"] = Of("date"),
        ["TIMESTAMP"] = Of(TimestampNtz),
        ["DATETIME"] = Of(TimestampNtz),
        ["TIMESTAMP WITHOUT TIME ZONE"] = Of(TimestampNtz),
        ["TIMESTAMP_S"] = Of(TimestampNtz),
        ["TIMESTAMP_MS"] = Of(TimestampNtz),
        ["TIMESTAMP_US"] = Of(TimestampNtz),
        ["TIMESTAMP_NS"] = Of(TimestampNtz),
        ["TIMESTAMPTZ"] = Of(Timestamp),
        ["TIMESTAMP WITH TIME ZONE"] = Of(Timestamp),
        ["VARCHAR"] = Of(Text),
        ["CHAR"] = Of(Text),
        ["BPCHAR"] = Of(Text),
        ["TEXT"] = Of(Text),
        ["STRING"] = Of(Text),
        ["JSON"] = Of(Text),
        ["UUID"] = Of(Text),
        ["BIT"] = Of(Text),
        ["BITSTRING"] = Of(Text),
        ["INTERVAL"] = Of(Text),
        ["TIME"] = Of(Text),
        ["TIME_NS"] = Of(Text),
        ["TIMETZ"] = Of(Text),
        ["TIME WITH TIME ZONE"] = Of(Text),
        ["BIGNUM"] = Of(Text),
        ["VARINT"] = Of(Text),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsKnown(string primitive) => EngineTypes.ContainsKey(primitive);

    public static string EngineType(string primitive) => EngineTypes[primitive];

    /// <summary>Null when the name is no scalar type of DuckDB.</summary>
    public static DeltaType? FromEngine(string name) => DeltaTypes.GetValueOrDefault(name);

    private static DeltaType.Primitive Of(string name) => new(name);
}
