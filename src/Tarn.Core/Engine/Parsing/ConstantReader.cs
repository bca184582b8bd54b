using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tarn.Engine.Values;

namespace Tarn.Engine.Parsing;

/// <summary>
/// Constants of a serialized query as CLR values: literals, casts of literals, parameters that have a value. What is
/// not certain to mean the same to us as to the engine is not read.
/// </summary>
internal sealed class ConstantReader(IReadOnlyDictionary<string, object?> parameters)
{
    private static readonly string[] _timestampFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
    ];

    /// <summary>False for nulls as well: comparing with them is never true, which is not worth a predicate.</summary>
    public bool TryRead(JsonElement node, out object? value)
    {
        value = node.Text("class") switch
        {
            "CONSTANT" => ReadLiteral(node.GetProperty("value")),
            "CAST" => ReadCast(node),
            "PARAMETER" => parameters.GetValueOrDefault(node.Text("identifier")),
            _ => null,
        };
        return value is not null;
    }

    private static object? ReadLiteral(JsonElement literal)
    {
        if (!literal.TryGetProperty("value", out JsonElement value) || literal.GetProperty("is_null").GetBoolean())
        {
            return null;
        }

        JsonElement type = literal.GetProperty("type");
        return type.Text("id") switch
        {
            "BOOLEAN" => value.GetBoolean(),
            "TINYINT" or "SMALLINT" or "INTEGER" when value.TryGetInt32(out int number) => number,
            "BIGINT" when value.TryGetInt64(out long number) => number,
            "DOUBLE" when value.ValueKind == JsonValueKind.Number => value.GetDouble(),
            "VARCHAR" when value.ValueKind == JsonValueKind.String => value.GetString(),
            "DECIMAL" when value.TryGetInt64(out long unscaled) => EngineDecimal.Box(unscaled, Scale(type)),
            _ => null,
        };
    }

    private static byte Scale(JsonElement type) =>
        type.TryGetProperty("type_info", out JsonElement info) && info.TryGetProperty("scale", out JsonElement scale)
            ? scale.GetByte()
            : (byte)0;

    private object? ReadCast(JsonElement cast)
    {
        if (!TryRead(cast.GetProperty("child"), out object? value))
        {
            return null;
        }

        string type = cast.GetProperty("cast_type").Text("id");
        return value switch
        {
            string text => FromText(text, type),
            int or long => FromInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture), type),
            _ => null,
        };
    }

    private static object? FromText(string text, string type) => type switch
    {
        "VARCHAR" => text,

        // TRUE and FALSE are casts of these in the engine's tree.
        "BOOLEAN" => text switch { "t" => true, "f" => false, _ => null },
        "DATE" => ReadDate(text),
        "TIMESTAMP" => ReadTimestamp(text),

        // Sessions are in UTC, so text without an offset is too.
        "TIMESTAMP WITH TIME ZONE" => ReadInstant(text),
        "BIGINT" or "INTEGER" or "SMALLINT" =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? FromInteger(number, type)
                : null,
        _ => null,
    };

    private static DateOnly? ReadDate(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        ? date
        : null;

    private static DateTime? ReadTimestamp(string text) => DateTime.TryParseExact(
        text, _timestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime timestamp)
        ? timestamp
        : null;

    private static DateTimeOffset? ReadInstant(string text) =>
        ReadTimestamp(text) is DateTime local ? new DateTimeOffset(local, TimeSpan.Zero) : null;

    private static object? FromInteger(long number, string type) => type switch
    {
        "BIGINT" => number,
        "INTEGER" when number is >= int.MinValue and <= int.MaxValue => (int)number,
        "SMALLINT" when number is >= short.MinValue and <= short.MaxValue => (short)number,
        "HUGEINT" => (BigInteger)number,
        _ => null,
    };
}
