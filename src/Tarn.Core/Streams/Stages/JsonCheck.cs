using System.Text.Json;
using System.Text.Unicode;

namespace Tarn.Streams.Stages;

/// <summary>Whether records are JSON objects that every reader takes: names once, texts in Unicode.</summary>
internal static class JsonCheck
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Why the data is no such object; null when it is one.</summary>
    public static string? FindProblem(ReadOnlyMemory<byte> data) =>
        IsPlainlySound(data.Span) ? null : FindProblemThoroughly(data);

    /// <summary>
    /// True for most objects that are sound, at a fraction of what a document costs. False says nothing.
    /// </summary>
    private static bool IsPlainlySound(ReadOnlySpan<byte> data)
    {
        if (!Utf8.IsValid(data))
        {
            return false;
        }

        Utf8JsonReader reader = new(data);
        OpenNames names = default;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            do
            {
                if (!IsPlainlySound(ref reader, data, ref names))
                {
                    return false;
                }
            }
            while (reader.Read());

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsPlainlySound(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, ref OpenNames names)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return names.TryOpen();
            case JsonTokenType.EndObject:
                names.Close();
                return true;
            case JsonTokenType.PropertyName:
                int start = (int)reader.TokenStartIndex + 1;
                return !reader.ValueIsEscaped && names.TryAdd(data, start..(start + reader.ValueSpan.Length));
            case JsonTokenType.String when reader.ValueIsEscaped:
                // Throws when it is no Unicode, such as half a surrogate pair.
                reader.GetString();
                return true;
            default:
                return true;
        }
    }

    private static string? FindProblemThoroughly(ReadOnlyMemory<byte> data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return $"it is JSON, but no object: it is {document.RootElement.ValueKind}";
            }

            Decode(document.RootElement);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"it is not JSON: {exception.Message}";
        }
    }

    /// <summary>Reads all texts, which fails where one is no Unicode.</summary>
    private static void Decode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Decode(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Decode(property.Value);
                }

                break;
        }
    }
}
