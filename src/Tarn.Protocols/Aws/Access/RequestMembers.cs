using System.Text.Json;

namespace Tarn.Protocols.Aws.Access;

/// <summary>
/// The members of a JSON request, as they are looked at to tell what the request is about. Operations read the same:
/// names as they are written, and of a member that is there twice the last.
/// </summary>
internal sealed class RequestMembers : IDisposable
{
    private readonly JsonDocument? _document;

    private RequestMembers(JsonDocument? document) => _document = document;

    /// <summary>Of what is no JSON object nothing is known; the operation says so.</summary>
    public static RequestMembers Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new RequestMembers(body.IsEmpty ? null : JsonDocument.Parse(body));
        }
        catch (JsonException)
        {
            return new RequestMembers(null);
        }
    }

    /// <summary>A text; null when there is none.</summary>
    /// <param name="path">As <c>Name</c> or <c>TableInput.Name</c>.</param>
    public string? Text(string path)
    {
        if (_document is null)
        {
            return null;
        }

        JsonElement found = _document.RootElement;
        foreach (string name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found.ValueKind == JsonValueKind.String ? found.GetString() : null;
    }

    /// <summary>Texts in a list; empty when there is none, or one of them is no text.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        bool isList = _document?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty(name, out JsonElement list)
            && list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        return isList
            ? [.. _document!.RootElement.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)]
            : [];
    }

    public void Dispose() => _document?.Dispose();
}
