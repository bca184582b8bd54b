using System.Globalization;
using Tarn.Catalog.Types;
using Tarn.Tables.Pruning;
using Tarn.Tables.Schema;

namespace Tarn.Catalog.Partitions;

/// <summary>
/// How the texts of one partition key compare. Readers cast the text to the key's type; only what that cast gives for
/// certain is a value here, everything else is unknown and never pruned.
/// </summary>
internal sealed class KeyType
{
    private readonly HiveType _type;

    public KeyType(HiveType type)
    {
        _type = type;
        Delta = DeltaOf(type);
        Domain = ColumnDomains.Of(Delta);
    }

    public DeltaType Delta { get; }

    private ColumnDomain Domain { get; }

    /// <summary>The value that the text stands for; null when that is not certain.</summary>
    public Comparand? Parse(string text) => Domain switch
    {
        ColumnDomain.Number when _type is HiveType.Decimals decimals => ParseDecimal(text, decimals),
        ColumnDomain.Number => ParseInteger(text),
        ColumnDomain.Single or ColumnDomain.Double => ParseReal(text),
        ColumnDomain.Text => new Comparand.Text(text),
        ColumnDomain.Date when text.Length == "2024-02-01".Length => MomentText.Parse(text),
        ColumnDomain.Local when !HasZone(text) => MomentText.Parse(text),
        ColumnDomain.Flag => text is "true" or "false" ? new Comparand.Flag(text == "true") : null,
        _ => null,
    };

    /// <summary>Whether two texts are certain to be the same value of the key.</summary>
    public bool AreEqual(string? left, string? right) =>
        left == right || (left is not null && right is not null && Parse(left) is { } value && value == Parse(right));

    /// <summary>What is known of one value of the key.</summary>
    public ColumnBounds BoundsOf(string? text)
    {
        if (text is null)
        {
            return new ColumnBounds { HasOnlyNulls = true };
        }

        Comparand? value = Parse(text);
        return new ColumnBounds { Minimum = value, Maximum = value, HasNoNulls = value is not null, IsExact = true };
    }

    private Comparand.Exact? ParseInteger(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            return null;
        }

        long max = _type == HiveType.TinyInt ? sbyte.MaxValue
            : _type == HiveType.SmallInt ? short.MaxValue
            : _type == HiveType.Int ? int.MaxValue
            : long.MaxValue;
        return value <= max && value >= -max - 1 ? ExactText.Parse(text) : null;
    }

    private static Comparand.Exact? ParseDecimal(string text, HiveType.Decimals type)
    {
        Comparand.Exact? value = ExactText.Parse(text);
        return value is not null
            && value.Scale <= type.Scale
            && text.Count(char.IsAsciiDigit) - value.Scale <= type.Precision - type.Scale ? value : null;
    }

    private Comparand? ParseReal(string text) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out double value)
        && double.IsFinite(value)
            ? Comparand.FromDouble(value, Domain == ColumnDomain.Single)
            : null;

    private static bool HasZone(string text) =>
        text.Length > 19 && text.AsSpan(19).IndexOfAny('Z', '+', '-') >= 0;

    private static DeltaType DeltaOf(HiveType type) => type switch
    {
        HiveType.Decimals decimals => new DeltaType.Decimals(decimals.Precision, decimals.Scale),
        HiveType.Primitive { Name: "tinyint" } => new DeltaType.Primitive("byte"),
        HiveType.Primitive { Name: "smallint" } => new DeltaType.Primitive("short"),
        HiveType.Primitive { Name: "int" } => new DeltaType.Primitive("integer"),
        HiveType.Primitive { Name: "bigint" } => new DeltaType.Primitive("long"),
        HiveType.Primitive { Name: "timestamp" } => new DeltaType.Primitive(PrimitiveTypes.TimestampNtz),
        HiveType.Primitive primitive => new DeltaType.Primitive(primitive.Name),
        _ => new DeltaType.Primitive("binary"),
    };
}
