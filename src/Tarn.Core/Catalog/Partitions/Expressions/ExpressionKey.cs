using System.Globalization;
using Tarn.Catalog.Types;

namespace Tarn.Catalog.Partitions.Expressions;

/// <summary>A partition key in a condition.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Place">Among the keys.</param>
/// <param name="Type">How its texts compare.</param>
internal sealed record ExpressionKey(string Name, int Place, HiveType Type)
{
    private const DateTimeStyles Moments = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;

    /// <summary>The value that a text stands for; null when it is none of the type.</summary>
    public IComparable? ValueOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        CultureInfo culture = CultureInfo.InvariantCulture;
        return Type switch
        {
            HiveType.Decimals => decimal.TryParse(text, NumberStyles.Number, culture, out decimal number)
                ? number
                : null,
            HiveType.Primitive { Name: "tinyint" or "smallint" or "int" or "bigint" } =>
                decimal.TryParse(text, NumberStyles.Integer, culture, out decimal number) ? number : null,
            HiveType.Primitive { Name: "float" or "double" } =>
                double.TryParse(text, NumberStyles.Float, culture, out double number) ? number : null,
            HiveType.Primitive { Name: "date" or "timestamp" } =>
                DateTime.TryParse(text, culture, Moments, out DateTime moment) ? moment : null,
            HiveType.Primitive { Name: "boolean" } => bool.TryParse(text, out bool flag) ? flag : null,
            _ => new OrdinalText(text),
        };
    }

    private sealed record OrdinalText(string Text) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Text, ((OrdinalText)other!).Text);
    }
}
