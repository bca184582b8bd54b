using System.Text.Json;

namespace Tarn.Streams.Stages;

/// <summary>Whether records are JSON objects that every reader takes: names once, texts in Unicode.</summary>
internal static class JsonCheck
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Why the data is no such object; null when it is one.</summary>
    public static string? FindProblem(ReadOnlyMemory<byte> data)
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
