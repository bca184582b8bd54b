using Tarn.Engine;

namespace Tarn.Catalog.Types;

/// <summary>
/// The type of a column as Glue and Athena spell it: <c>bigint</c>, <c>decimal(10,2)</c>,
/// <c>struct&lt;a:int,b:array&lt;string&gt;&gt;</c>. Values are equal when the types are.
/// </summary>
public abstract record HiveType
{
    private HiveType()
    {
    }

    public static HiveType Boolean { get; } = new Primitive("boolean", "BOOLEAN");

    public static HiveType TinyInt { get; } = new Primitive("tinyint", "TINYINT");

    public static HiveType SmallInt { get; } = new Primitive("smallint", "SMALLINT");

    public static HiveType Int { get; } = new Primitive("int", "INTEGER");

    public static HiveType BigInt { get; } = new Primitive("bigint", "BIGINT");

    public static HiveType Float { get; } = new Primitive("float", "FLOAT");

    public static HiveType Double { get; } = new Primitive("double", "DOUBLE");

    public static HiveType Text { get; } = new Primitive("string", "VARCHAR");

    public static HiveType Binary { get; } = new Primitive("binary", "BLOB");

    /// <summary>Of a column that only nulls were seen in; Hive's name for it. No table of the catalog has it.</summary>
    public static HiveType Void { get; } = new Primitive("void", "VARCHAR");

    public static HiveType Date { get; } = new Primitive("date", "DATE");

    public static HiveType Timestamp { get; } = new Primitive("timestamp", "TIMESTAMP");

    /// <summary>How the engine spells it.</summary>
    public abstract string EngineType { get; }

    /// <exception cref="Tarn.Common.TarnException"><c>TN1005</c>: not a type; the message says where.</exception>
    public static HiveType Parse(string text) => HiveTypeText.Parse(text);

    public sealed override string ToString() => this switch
    {
        Primitive primitive => primitive.Name,
        Decimals decimals => $"decimal({decimals.Precision},{decimals.Scale})",
        Array array => $"array<{array.Element}>",
        Map map => $"map<{map.Key},{map.Value}>",
        Struct structure =>
            $"struct<{string.Join(",", structure.Fields.Select(field => $"{field.Name}:{field.Type}"))}>",
        _ => throw new InvalidOperationException($"no spelling of {GetType().Name}"),
    };

    /// <param name="Name">As Glue spells it.</param>
    /// <param name="EngineName">As the engine does.</param>
    public sealed record Primitive(string Name, string EngineName) : HiveType
    {
        public override string EngineType => EngineName;
    }

    public sealed record Decimals(int Precision, int Scale) : HiveType
    {
        public const int PrecisionMax = 38;

        public override string EngineType => $"DECIMAL({Precision},{Scale})";
    }

    public sealed record Array(HiveType Element) : HiveType
    {
        public override string EngineType => $"{Element.EngineType}[]";
    }

    public sealed record Map(HiveType Key, HiveType Value) : HiveType
    {
        public override string EngineType => $"MAP({Key.EngineType}, {Value.EngineType})";
    }

    public sealed record Struct(IReadOnlyList<HiveField> Fields) : HiveType
    {
        public override string EngineType
        {
            get
            {
                IEnumerable<string> fields = Fields
                    .Select(member => $"{SqlText.Identifier(member.Name)} {member.Type.EngineType}");
                return $"STRUCT({string.Join(", ", fields)})";
            }
        }

        public bool Equals(Struct? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() =>
            Fields.Aggregate(0, (hash, field) => HashCode.Combine(hash, field));
    }
}
