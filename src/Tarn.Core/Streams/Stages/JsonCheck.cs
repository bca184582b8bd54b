using System.Text.Json;
using System.Text.Unicode;
using Tarn.Engine.Json;

namespace Tarn.Streams.Stages;

/// <summary>
/// Whether records are JSON objects that every reader takes: names once, texts in Unicode. Not thread-safe.
/// </summary>
internal sealed class JsonCheck
{
    private const string NoJson = "it is not JSON";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonRecordParser _parser = new([], isStrict: true);

    /// <summary>Why the data is no such object; null when it is one.</summary>
    public string? FindProblem(ReadOnlyMemory<byte> data) =>
        Utf8.IsValid(data.Span) && _parser.TryParse(data.Span, 0, []) ? null : Explain(data);

    /// <summary>Why data is no such object, at some cost.</summary>
    public static string Explain(ReadOnlyMemory<byte> data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return $"it is JSON, but no object: it is {document.RootElement.ValueKind}";
            }

            Decode(document.RootElement);
            return NoJson;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"{NoJson}: {exception.Message}";
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
