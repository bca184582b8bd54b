using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tarn.Common;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>The request of a step, with the values of its run.</summary>
/// <param name="work">What is sent.</param>
/// <param name="values">Of the run.</param>
/// <param name="secrets">Of the lake, as they are now.</param>
internal sealed class HttpCall(StepWork.CallHttp work, RunValues values, SecretReferences secrets)
{
    private const string KeyHeader = "Idempotency-Key";

    /// <param name="key">The same for each attempt of the step.</param>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: a value is not there, or the address is none; <c>TN2011</c>: a secret is not there.
    /// </exception>
    public HttpRequestMessage MakeRequest(string key)
    {
        // What a value says becomes part of one place in the address, and never another place or host.
        string url = values.Fill(
            work.Url, FindSecret, (value, isFirst) => isFirst ? value : Uri.EscapeDataString(value));
        HttpRequestMessage request = new(new HttpMethod(work.Method), AddressOf(url));
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        if (work.Body is { } body)
        {
            request.Content = new ByteArrayContent(work.IsJson ? FilledJson(body) : Encoding.UTF8.GetBytes(Fill(body)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(
                work.IsJson ? "application/json" : "text/plain", "utf-8");
        }

        foreach ((string name, string text) in work.Headers)
        {
            SetHeader(request, name, Fill(text));
        }

        return request;
    }

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new TarnException(ErrorCodes.BadArgument, $"the value of header '{name}' has a line end");
        }

        if (string.Equals(name, KeyHeader, StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Remove(KeyHeader);
        }

        if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Uri AddressOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new TarnException(ErrorCodes.BadArgument, "the address of the request is no http or https address");

    private string Fill(string text) => values.Fill(text, FindSecret, (value, _) => value);

    private string? FindSecret(string reference)
    {
        if (!SecretReferences.Is(reference))
        {
            return null;
        }

        (string? value, string? problem, string? remedy) = secrets.Find(reference);
        return value ?? throw new TarnException(ErrorCodes.UnresolvedSecret, problem!) { Hint = remedy };
    }

    private byte[] FilledJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            Write(writer, document.RootElement);
        }

        return text.ToArray();
    }

    private void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Fill(element.GetString()!));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
