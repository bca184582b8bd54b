using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tarn.Engine.Values;

namespace Tarn.Cli.Output;

/// <summary>
/// Engine values as JSON. Integers and decimals of any size are numbers with all their digits; timestamps are
/// ISO 8601, those with a zone in UTC; bytes are base64; not-a-number and the infinities are strings.
/// </summary>
internal static class JsonValues
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static string ToJson(object? value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, WriterOptions))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case object?[] elements:
                WriteArray(json, elements);
                break;
            case StructValue fields:
                WriteStruct(json, fields);
                break;
            case MapValue map:
                WriteMap(json, map);
                break;
            case UnionValue union:
                WriteUnion(json, union);
                break;
            default:
                WriteScalar(json, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        if (IsExactNumber(value))
        {
            json.WriteRawValue(ValueText.Of(value)!, skipInputValidation: true);
            return;
        }

        json.WriteStringValue(value switch
        {
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToBase64String(bytes),
            double or float => ((IConvertible)value).ToDouble(CultureInfo.InvariantCulture) switch
            {
                double.PositiveInfinity => "Infinity",
                double.NegativeInfinity => "-Infinity",
                _ => "NaN",
            },
            _ => ValueText.Of(value),
        });
    }

    private static bool IsExactNumber(object value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        sbyte or short or int or long or byte or ushort or uint or ulong => true,
        BigInteger or Int128 or UInt128 or decimal or EngineDecimal => true,
        _ => false,
    };

    private static void WriteArray(Utf8JsonWriter json, object?[] elements)
    {
        json.WriteStartArray();
        foreach (object? element in elements)
        {
            Write(json, element);
        }

        json.WriteEndArray();
    }

    private static void WriteStruct(Utf8JsonWriter json, StructValue fields)
    {
        json.WriteStartObject();
        foreach ((string name, object? field) in fields.Fields)
        {
            json.WritePropertyName(name);
            Write(json, field);
        }

        json.WriteEndObject();
    }

    private static void WriteUnion(Utf8JsonWriter json, UnionValue union)
    {
        json.WriteStartObject();
        json.WritePropertyName(union.Tag);
        Write(json, union.Value);
        json.WriteEndObject();
    }

    /// <summary>An object by the keys' text; keys are distinct within a map, and so is their text.</summary>
    private static void WriteMap(Utf8JsonWriter json, MapValue map)
    {
        json.WriteStartObject();
        foreach ((object key, object? entry) in map.Entries)
        {
            json.WritePropertyName(ValueText.Of(key) ?? "null");
            Write(json, entry);
        }

        json.WriteEndObject();
    }
}
