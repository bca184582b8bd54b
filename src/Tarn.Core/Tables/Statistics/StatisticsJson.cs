using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Tables.Log;

namespace Tarn.Tables.Statistics;

/// <summary>
/// Per-file statistics as UTF-8 JSON, read only as far as needed. They only save work, so what cannot be read counts
/// as absent.
/// </summary>
internal static class StatisticsJson
{
    /// <summary>Null when the text is no JSON object.</summary>
    public static JsonObject? Parse(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Write(JsonObject statistics)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, LogJson.WriterOptions))
        {
            statistics.WriteTo(json);
        }

        return buffer.ToArray();
    }

    /// <summary><c>numRecords</c>, which most writers put first.</summary>
    public static long? ReadRowCount(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text);
            return Enter(ref reader, "numRecords"u8) && reader.TokenType == JsonTokenType.Number
                && reader.TryGetInt64(out long count) ? count : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads to the value of a property of the object the reader stands before.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(property);
            if (isWanted)
            {
                return reader.Read();
            }

            reader.Skip();
        }

        return false;
    }
}
