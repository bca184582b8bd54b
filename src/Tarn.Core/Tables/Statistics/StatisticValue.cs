using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Statistics;

/// <summary>
/// A minimum or maximum from DuckDB's text to the protocol's JSON ("Per-file Statistics"). Null means: leave it out,
/// because a bound that is not one loses rows.
/// </summary>
internal static class StatisticValue
{
    private const int TextLengthMax = 32;
    private const int LastCodePoint = 0x10FFFF;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static JsonNode? Minimum(DeltaType type, string text) => IsText(type) ? LowerBound(text) : Exact(type, text);

    public static JsonNode? Maximum(DeltaType type, string text) => IsText(type) ? UpperBound(text) : Exact(type, text);

    private static bool IsText(DeltaType type) => type is DeltaType.Primitive { Name: PrimitiveTypes.Text };

    private static JsonNode? Exact(DeltaType type, string text) => type switch
    {
        DeltaType.Decimals => Number(text),
        DeltaType.Primitive { Name: "byte" or "short" or "integer" or "long" } => Number(text),
        DeltaType.Primitive { Name: "float" } => Float(text),
        DeltaType.Primitive { Name: "double" } => Double(text),
        DeltaType.Primitive { Name: "date" } => Date(text),
        DeltaType.Primitive { Name: PrimitiveTypes.TimestampNtz } => Timestamp(text, offset: "", suffix: ""),
        DeltaType.Primitive { Name: PrimitiveTypes.Timestamp } => Timestamp(text, offset: "+00", suffix: "Z"),
        _ => null,
    };

    /// <summary>
    /// The digits as they are: decimals have more of them than any binary number. DuckDB writes a decimal without
    /// digits before the point as <c>.25</c>, which JSON does not allow.
    /// </summary>
    private static JsonNode? Number(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart('-');
        if (digits.Length == 0 || digits.ContainsAnyExcept(Digits))
        {
            return null;
        }

        string sign = text[..^digits.Length];
        return JsonNode.Parse(digits[0] == '.' ? $"{sign}0{digits}" : text);
    }

    /// <summary>Widened before it is written, because readers compare it as a double.</summary>
    private static JsonValue? Float(string text) =>
        float.TryParse(text, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? JsonValue.Create((double)value)
            : null;

    private static JsonValue? Double(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? JsonValue.Create(value)
            : null;

    private static JsonValue? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? JsonValue.Create(text)
            : null;

    /// <summary>Cut to milliseconds, which the protocol allows: readers add one to a maximum.</summary>
    private static JsonValue? Timestamp(string text, string offset, string suffix)
    {
        if (!text.EndsWith(offset, StringComparison.Ordinal))
        {
            return null;
        }

        string local = text[..^offset.Length];
        return DateTime.TryParseExact(
            local,
            ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateTime value)
            ? JsonValue.Create(value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + suffix)
            : null;
    }

    private static JsonValue LowerBound(string text)
    {
        int length = PrefixLength(text, TextLengthMax);
        return JsonValue.Create(text[..length]);
    }

    /// <summary>
    /// A cut maximum gets the last code point behind it, which sorts after whatever was cut off; characters that are
    /// the last code point themselves are kept in front of it.
    /// </summary>
    private static JsonValue? UpperBound(string text)
    {
        int length = PrefixLength(text, TextLengthMax);
        if (length == text.Length)
        {
            return JsonValue.Create(text);
        }

        while (length < text.Length && Rune.TryGetRuneAt(text, length, out Rune rune) && rune.Value == LastCodePoint)
        {
            length += 2;
        }

        return length < text.Length
            ? JsonValue.Create(text[..length] + char.ConvertFromUtf32(LastCodePoint))
            : JsonValue.Create(text);
    }

    /// <summary>Where the given number of code points ends, in UTF-16 units.</summary>
    private static int PrefixLength(string text, int codePoints)
    {
        int length = 0;
        for (int count = 0; count < codePoints && length < text.Length; count++)
        {
            length += Rune.TryGetRuneAt(text, length, out Rune rune) ? rune.Utf16SequenceLength : 1;
        }

        return length;
    }
}
