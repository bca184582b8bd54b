using System.Text.Json;

namespace Tarn.Streams.Stages;

/// <summary>Whether records are JSON objects.</summary>
internal static class JsonCheck
{
    /// <summary>Why the data is no JSON object; null when it is one.</summary>
    public static string? FindProblem(ReadOnlySpan<byte> data)
    {
        try
        {
            Utf8JsonReader reader = new(data);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return $"it is JSON, but no object: it begins with {reader.TokenType}";
            }

            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"it is not JSON: {exception.Message}";
        }
    }
}
