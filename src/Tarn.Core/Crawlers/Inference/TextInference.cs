using System.Globalization;
using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>The type of a value that was written as text, as in CSV files, logs and names of partitions.</summary>
internal static class TextInference
{
    private const int WholeDigitsMax = 19;

    /// <summary>The column with one more value; an empty text is null.</summary>
    public static SchemaColumn Add(SchemaColumn column, string value) =>
        value.Length == 0 || column.Type == HiveType.Text || MomentFormats.Fits(value, column)
            ? column
            : Add(column, Of(column.Name, value));

    public static SchemaColumn Of(string name, string value)
    {
        if (value.Length == 0)
        {
            return new SchemaColumn(name, HiveType.Void);
        }

        if (NumberOf(value) is { } number)
        {
            return new SchemaColumn(name, number);
        }

        return MomentFormats.Find(value) is (HiveType type, IReadOnlyList<string> formats)
            ? new SchemaColumn(name, type) { Formats = formats }
            : new SchemaColumn(name, IsBoolean(value) ? HiveType.Boolean : HiveType.Text);
    }

    /// <summary>A column that has the type already stays the same object: most values are like those before.</summary>
    private static SchemaColumn Add(SchemaColumn column, SchemaColumn value) =>
        column.Type == value.Type && value.Formats.Count == 0 ? column : column.Merge(value);

    /// <summary>
    /// Null when it is no number or must not become one: digits behind a leading zero, or behind a plus, are an id.
    /// </summary>
    public static HiveType? NumberOf(string value)
    {
        ReadOnlySpan<char> digits = value.AsSpan(value.StartsWith('-') ? 1 : 0);
        if (digits.IsEmpty || digits.Length > 400 || digits is ['0', >= '0' and <= '9', ..])
        {
            return null;
        }

        if (digits.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return WholeOf(value, digits.Length);
        }

        bool isDecimal = (char.IsAsciiDigit(digits[0]) || digits[0] == '.')
            && double.TryParse(
                value,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out double number)
            && double.IsFinite(number);
        return isDecimal ? HiveType.Double : null;
    }

    /// <summary>More digits than a bigint holds are an id as well: a double would lose some.</summary>
    private static HiveType? WholeOf(string value, int digits)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return HiveType.Int;
        }

        bool isBig = digits <= WholeDigitsMax
            && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return isBig ? HiveType.BigInt : null;
    }

    private static bool IsBoolean(string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase)
        || value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
