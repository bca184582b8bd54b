using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>Answers in JSON.</summary>
internal static class JsonAnswer
{
    /// <summary>An error: its code is in the body and in a header.</summary>
    public static Task WriteAsync(
        HttpContext context, AwsException exception, string contentType, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteString("__type", exception.Code);

            // Services spell it both ways, and clients read both.
            writer.WriteString("message", exception.Message);
            writer.WriteString("Message", exception.Message);
            foreach ((string name, string value) in exception.Details)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        context.Response.Headers["x-amzn-ErrorType"] = exception.Code;
        return WriteAsync(context, body.ToArray(), exception.Status, contentType, cancellationToken);
    }

    public static async Task WriteAsync(
        HttpContext context, byte[] body, int status, string contentType, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken);
    }
}
