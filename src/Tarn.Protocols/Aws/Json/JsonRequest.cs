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

    /// <summary>For members that only some operations of a shared description require.</summary>
    /// <param name="members">As the model names them, with what the request says.</param>
    /// <exception cref="AwsException"><c>ValidationException</c>: one is not there.</exception>
    public static void Require(params IEnumerable<(string Name, object? Value)> members) =>
        RefuseMissing([.. members.Where(member => member.Value is null).Select(member => member.Name)]);

    private static void RequireMembers(JsonElement request, JsonTypeInfo type) => RefuseMissing(
    [
        .. type.Properties
            .Where(property => property.IsRequired)
            .Where(property => !request.TryGetProperty(property.Name, out JsonElement value)
                || value.ValueKind == JsonValueKind.Null)
            .Select(property => property.Name),
    ]);

    private static void RefuseMissing(IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            string errors = names.Count == 1 ? "error" : "errors";
            IEnumerable<string> missing = names.Select(name =>
                $"Value null at '{JsonNamingPolicy.CamelCase.ConvertName(name)}' failed to satisfy constraint: Member"
                + " must not be null");
            throw new AwsException(
                "ValidationException", $"{names.Count} validation {errors} detected: {string.Join("; ", missing)}");
        }
    }
}
