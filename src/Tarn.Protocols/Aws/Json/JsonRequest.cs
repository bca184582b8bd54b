using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>Reads the body of a request as the services of the JSON family check it.</summary>
internal static class JsonRequest
{
    /// <exception cref="AwsException">
    /// <c>SerializationException</c>: it is no JSON, or a value has another type; <c>ValidationException</c>: a
    /// member that must be there is not.
    /// </exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        ReadOnlyMemory<byte> text = body.IsEmpty ? "{}"u8.ToArray() : body;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new AwsException("SerializationException", "the body of the request is not a JSON object");
            }

            RequireMembers(document.RootElement, type);
            return document.RootElement.Deserialize(type)!;
        }
        catch (JsonException exception)
        {
            string place = exception.Path is { Length: > 2 } path ? $" at '{path[2..]}'" : "";
            throw new AwsException("SerializationException", $"the body of the request cannot be read{place}");
        }
    }

    private static void RequireMembers(JsonElement request, JsonTypeInfo type)
    {
        string[] missing =
        [
            .. type.Properties
                .Where(property => property.IsRequired)
                .Where(property => !request.TryGetProperty(property.Name, out JsonElement value)
                    || value.ValueKind == JsonValueKind.Null)
                .Select(property =>
                    $"Value null at '{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}' failed to satisfy"
                    + " constraint: Member must not be null"),
        ];
        if (missing.Length > 0)
        {
            string errors = missing.Length == 1 ? "error" : "errors";
            throw new AwsException(
                "ValidationException", $"{missing.Length} validation {errors} detected: {string.Join("; ", missing)}");
        }
    }
}
