using System.Globalization;
using Tarn.Common;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Partitions;

/// <summary>A partition's value from DuckDB's text to the protocol's ("Partition Value Serialization").</summary>
internal static class PartitionValue
{
    /// <param name="text">As DuckDB's COPY reports it; null and empty are null.</param>
    /// <exception cref="TarnException"><c>TN5004</c>: a value that the protocol has no text for.</exception>
    public static string? FromEngine(string? text, string column, DeltaType type)
    {
        if (string.IsNullOrEmpty(text) || type is not DeltaType.Primitive(string name))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        return name switch
        {
            "date" => HasPlainYear(text) ? text : throw NotStorable(column, text),
            PrimitiveTypes.TimestampNtz => HasPlainYear(text) ? text : throw NotStorable(column, text),
            PrimitiveTypes.Timestamp => Instant(text) ?? throw NotStorable(column, text),
            "float" or "double" => text switch
            {
                "nan" or "-nan" => "NaN",
                "inf" => "Infinity",
                "-inf" => "-Infinity",
                _ => text,
            },
            _ => text,
        };
    }

    /// <summary>Years of four digits: not infinite, not before Christ, not beyond 9999.</summary>
    private static bool HasPlainYear(string text) =>
        text.Length >= 10 && text[4] == '-' && !text.Contains("(BC)", StringComparison.Ordinal);

    private static string? Instant(string text) =>
        HasPlainYear(text)
        && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
            : null;

    private static TarnException NotStorable(string column, string text) => new(
        ErrorCodes.SchemaMismatch,
        $"partition column '{column}' has the value {text}; expected a date in years 1 to 9999");
}
