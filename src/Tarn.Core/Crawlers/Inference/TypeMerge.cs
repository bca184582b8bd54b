using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>
/// The type that holds the values of two. Commutative, associative and idempotent, so neither the order of files nor
/// how often they are seen matters:
/// void with anything is the other; tinyint → smallint → int → bigint → double; float with another number is double;
/// whole numbers with a decimal are a decimal wide enough for both, or double beyond 38 digits; date with timestamp is
/// timestamp; arrays and maps by their elements; structs by field; everything else is string.
/// </summary>
internal static class TypeMerge
{
    /// <summary>A struct of more fields is a map: its keys are data.</summary>
    public const int FieldsMax = 100;

    private static readonly HiveType[] Whole = [HiveType.TinyInt, HiveType.SmallInt, HiveType.Int, HiveType.BigInt];
    private static readonly int[] WholeDigits = [3, 5, 10, 19];

    public static HiveType Merge(HiveType left, HiveType right)
    {
        if (left == right || right == HiveType.Void)
        {
            return left;
        }

        return (left, right) switch
        {
            _ when left == HiveType.Void => right,
            (HiveType.Array one, HiveType.Array other) => new HiveType.Array(Merge(one.Element, other.Element)),
            (HiveType.Map one, HiveType.Map other) =>
                new HiveType.Map(Merge(one.Key, other.Key), Merge(one.Value, other.Value)),
            (HiveType.Map map, HiveType.Struct structure) => Merge(map, MapOf(structure.Fields)),
            (HiveType.Struct structure, HiveType.Map map) => Merge(map, MapOf(structure.Fields)),
            (HiveType.Struct one, HiveType.Struct other) => MergeFields(one.Fields, other.Fields),
            _ when IsMoment(left) && IsMoment(right) => HiveType.Timestamp,
            _ when IsNumber(left) && IsNumber(right) => MergeNumbers(left, right),
            _ => HiveType.Text,
        };
    }

    /// <summary>
    /// A struct of the fields, or a map when they cannot be a struct's: too many, names that differ by case only, or
    /// names that the spelling of types cannot hold.
    /// </summary>
    public static HiveType StructOf(IReadOnlyList<HiveField> fields)
    {
        bool isStruct = fields.Count <= FieldsMax
            && fields.All(field => IsSpelled(field.Name))
            && fields.DistinctBy(field => field.Name, StringComparer.OrdinalIgnoreCase).Count() == fields.Count;
        return isStruct ? new HiveType.Struct(fields) : MapOf(fields);
    }

    private static HiveType.Map MapOf(IReadOnlyList<HiveField> fields) => new(
        HiveType.Text, fields.Select(field => field.Type).Aggregate(HiveType.Void, Merge));

    /// <summary>The order of fields stays when both have the same; else it is that of the names.</summary>
    private static HiveType MergeFields(IReadOnlyList<HiveField> left, IReadOnlyList<HiveField> right)
    {
        if (left.Select(field => field.Name).SequenceEqual(right.Select(field => field.Name)))
        {
            return new HiveType.Struct(
                [.. left.Zip(right, (one, other) => one with { Type = Merge(one.Type, other.Type) })]);
        }

        SortedDictionary<string, HiveType> merged = new(StringComparer.Ordinal);
        foreach (HiveField field in left.Concat(right))
        {
            merged[field.Name] = Merge(merged.GetValueOrDefault(field.Name, HiveType.Void), field.Type);
        }

        return StructOf([.. merged.Select(field => new HiveField(field.Key, field.Value))]);
    }

    private static HiveType MergeNumbers(HiveType left, HiveType right)
    {
        int leftRank = Array.IndexOf(Whole, left);
        int rightRank = Array.IndexOf(Whole, right);
        if (leftRank >= 0 && rightRank >= 0)
        {
            return Whole[Math.Max(leftRank, rightRank)];
        }

        return AsDecimal(left, leftRank) is { } one && AsDecimal(right, rightRank) is { } other
            ? MergeDecimals(one, other)
            : HiveType.Double;
    }

    private static HiveType MergeDecimals(HiveType.Decimals left, HiveType.Decimals right)
    {
        int scale = Math.Max(left.Scale, right.Scale);
        int whole = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return whole + scale <= HiveType.Decimals.PrecisionMax
            ? new HiveType.Decimals(whole + scale, scale)
            : HiveType.Double;
    }

    private static HiveType.Decimals? AsDecimal(HiveType type, int rank) =>
        rank >= 0 ? new HiveType.Decimals(WholeDigits[rank], 0) : type as HiveType.Decimals;

    private static bool IsNumber(HiveType type) =>
        type is HiveType.Decimals || type == HiveType.Float || type == HiveType.Double || Whole.Contains(type);

    private static bool IsMoment(HiveType type) => type == HiveType.Date || type == HiveType.Timestamp;

    /// <summary>What <see cref="HiveField.Name"/> asks for; blanks at the ends would be lost as well.</summary>
    private static bool IsSpelled(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny(":,<>") < 0 && name.AsSpan().Trim().Length == name.Length;
}
