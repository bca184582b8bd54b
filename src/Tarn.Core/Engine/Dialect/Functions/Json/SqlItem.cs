using System.Globalization;
using System.Numerics;
using System.Text;
using Tarn.Engine.Dialect.Functions.Json.Path;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>SQL's values as JSON's.</summary>
internal static class SqlItem
{
    /// <summary>
    /// The word for a value that is the text of JSON (<c>FORMAT JSON</c>), also when it is of bytes in this encoding.
    /// </summary>
    public const string Utf8 = "utf8";

    /// <summary>The word for a value of SQL.</summary>
    public const string Sql = "sql";

    public static bool IsEncoding(string word) => word is Utf8 or "utf16" or "utf32";

    public static Encoding EncodingOf(string word) => word switch
    {
        "utf16" => Encoding.Unicode,
        "utf32" => Encoding.UTF32,
        _ => Encoding.UTF8,
    };

    /// <param name="value">As the engine's vectors give it.</param>
    /// <param name="format">One of the words.</param>
    /// <exception cref="PathException">It is to be JSON and is none.</exception>
    public static JsonItem Of(object? value, string format) => value switch
    {
        null => JsonItem.NullItem,
        byte[] bytes when format != Sql => Read(EncodingOf(format).GetString(bytes)),
        string text when format != Sql => Read(text),
        string text => new JsonItem.Text(text),
        bool flag => new JsonItem.Truth(flag),
        float number => new JsonItem.Number(
            double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        double or decimal or BigInteger => new JsonItem.Number(value),
        sbyte or short or int or long or byte or ushort or uint or ulong or Int128 or UInt128 =>
            new JsonItem.Number(ClrValue.ToInteger(value)),
        EngineDecimal number => new JsonItem.Number(
            number.Scale == 0 ? number.Unscaled : double.Parse(number.ToString(), CultureInfo.InvariantCulture)),
        DateOnly date => new JsonItem.Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime time => new JsonItem.Text(time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
        IFormattable other => new JsonItem.Text(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => new JsonItem.Text(value.ToString() ?? ""),
    };

    private static JsonItem Read(string text) =>
        JsonInput.Read(text, isExact: true) ?? throw new PathException($"this is no JSON: {text}");
}
