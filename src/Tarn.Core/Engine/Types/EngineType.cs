namespace Tarn.Engine.Types;

/// <summary>A column type of the engine. Two types are equal when DuckDB spells them the same.</summary>
public sealed record EngineType
{
    private string? _text;

    public EngineType(EngineTypeKind kind) => Kind = kind;

    public EngineTypeKind Kind { get; }

    /// <summary>Of a decimal: number of digits, 1 to 38; else 0.</summary>
    public int Precision { get; private init; }

    /// <summary>Of a decimal: digits behind the point; else 0.</summary>
    public int Scale { get; private init; }

    /// <summary>Of an array: its length; else 0.</summary>
    public int ArrayLength { get; private init; }

    /// <summary>
    /// Fields of a struct, members of a union (the tag left out), <c>key</c> and <c>value</c> of a map, <c>element</c>
    /// of a list or array; else empty.
    /// </summary>
    public IReadOnlyList<EngineTypeField> Children { get; private init; } = [];

    /// <summary>Of an enum: its values in order; else empty.</summary>
    public IReadOnlyList<string> EnumValues { get; private init; } = [];

    /// <summary>A name given to the type, such as <c>JSON</c> for text; null for most.</summary>
    public string? Alias { get; init; }

    /// <summary>Type of the elements of a list or array.</summary>
    public EngineType Element => Children[0].Type;

    public static EngineType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new(EngineTypeKind.Decimal) { Precision = precision, Scale = scale };
    }

    public static EngineType List(EngineType element) =>
        new(EngineTypeKind.List) { Children = [new("element", element)] };

    public static EngineType Array(EngineType element, int length) =>
        new(EngineTypeKind.Array) { Children = [new("element", element)], ArrayLength = length };

    public static EngineType Struct(IReadOnlyList<EngineTypeField> fields) =>
        new(EngineTypeKind.Struct) { Children = fields };

    public static EngineType Map(EngineType key, EngineType value) =>
        new(EngineTypeKind.Map) { Children = [new("key", key), new("value", value)] };

    public static EngineType Union(IReadOnlyList<EngineTypeField> members) =>
        new(EngineTypeKind.Union) { Children = members };

    public static EngineType Enum(IReadOnlyList<string> values) =>
        new(EngineTypeKind.Enum) { EnumValues = values };

    public bool Equals(EngineType? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The type as DuckDB spells it, usable in a CAST: <c>STRUCT(a INTEGER, b VARCHAR[])</c>.</summary>
    public override string ToString() => _text ??= EngineTypeText.Spell(this);
}
