using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Rest;

/// <summary>Puts the members of a request together that come in its path, its query string and its body.</summary>
internal static class RestMembers
{
    /// <param name="path">Members of the path.</param>
    /// <param name="query">The query string.</param>
    /// <param name="queryMembers">Members by the names that it has for them.</param>
    /// <param name="body">A JSON object, or nothing.</param>
    /// <param name="type">Says which members are numbers or lists.</param>
    /// <returns>One JSON object.</returns>
    /// <exception cref="AwsException"><c>SerializationException</c>: the body is no JSON object.</exception>
    public static byte[] Merge(
        IReadOnlyDictionary<string, string> path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyDictionary<string, string> queryMembers,
        ReadOnlyMemory<byte> body,
        JsonTypeInfo type)
    {
        using MemoryStream merged = new();
        using (Utf8JsonWriter writer = new(merged))
        {
            writer.WriteStartObject();
            CopyBody(writer, body);
            foreach (IGrouping<string, string> member in query
                .Where(pair => queryMembers.ContainsKey(pair.Key))
                .GroupBy(pair => queryMembers[pair.Key], pair => pair.Value, StringComparer.Ordinal))
            {
                writer.WritePropertyName(member.Key);
                Write(writer, [.. member], TypeOf(type, member.Key));
            }

            // Last, so that nothing in a body stands for what the path says.
            foreach ((string name, string value) in path)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return merged.ToArray();
    }

    private static void CopyBody(Utf8JsonWriter writer, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new AwsException("SerializationException", "the body of the request is not a JSON object");
        }
    }

    private static Type TypeOf(JsonTypeInfo type, string member) =>
        type.Properties.First(property => property.Name == member).PropertyType;

    private static void Write(Utf8JsonWriter writer, string[] values, Type type)
    {
        if (type == typeof(int?))
        {
            if (!int.TryParse(values[^1], CultureInfo.InvariantCulture, out int number))
            {
                throw new AwsException("SerializationException", $"'{values[^1]}' can not be converted to an Integer");
            }

            writer.WriteNumberValue(number);
        }
        else if (type == typeof(string))
        {
            writer.WriteStringValue(values[^1]);
        }
        else
        {
            writer.WriteStartArray();
            foreach (string value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }
    }
}
