using System.Globalization;

namespace Tarn.Tables.Schema;

/// <summary>A column's type as the Delta protocol knows it ("Schema Serialization Format").</summary>
internal abstract record DeltaType
{
    /// <summary>The type as DuckDB spells it.</summary>
    public abstract string ToEngineType();

    /// <param name="Name">The protocol's name: <c>long</c>, <c>timestamp_ntz</c>.</param>
    public sealed record Primitive(string Name) : DeltaType
    {
        public override string ToEngineType() => PrimitiveTypes.EngineType(Name);
    }

    public sealed record Decimals(int Precision, int Scale) : DeltaType
    {
        public override string ToEngineType() =>
            string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})");
    }

    public sealed record Array(DeltaType Element, bool ContainsNull) : DeltaType
    {
        public override string ToEngineType() => Element.ToEngineType() + "[]";
    }

    public sealed record Map(DeltaType Key, DeltaType Value, bool ValueContainsNull) : DeltaType
    {
        public override string ToEngineType() => $"MAP({Key.ToEngineType()}, {Value.ToEngineType()})";
    }

    public sealed record Struct(IReadOnlyList<DeltaField> Fields) : DeltaType
    {
        public override string ToEngineType() =>
            "STRUCT(" + string.Join(", ", Fields.Select(field => $"{Quote(field.Name)} {field.Type.ToEngineType()}"))
            + ")";

        private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}

/// <summary>One field of a struct, or one column of a table.</summary>
internal sealed record DeltaField(string Name, DeltaType Type, bool Nullable)
{
    /// <summary>The field's id in data files; null without column mapping.</summary>
    public int? Id { get; init; }

    /// <summary>The field's name in data files, partition values and statistics; null when it is the name.</summary>
    public string? PhysicalName { get; init; }

    /// <summary>True when files may hold a narrower type ("Type Widening").</summary>
    public bool IsWidened { get; init; }

    /// <summary>The protocol's JSON of what must be true of the field's rows; null without such.</summary>
    public string? Invariant { get; init; }

    /// <summary>SQL that gives the column's value in every row ("Generated Columns"); null without such.</summary>
    public string? GenerationExpression { get; init; }

    public string StoredName => PhysicalName ?? Name;
}
