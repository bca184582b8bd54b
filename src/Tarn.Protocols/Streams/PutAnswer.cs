using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Streams;

/// <summary>Writes what became of a put.</summary>
internal static class PutAnswer
{
    private const string ContentType = "application/json";
    private const string BusySeconds = "1";

    /// <summary>How many records were taken, and why the others were not, by position.</summary>
    public static Task WriteAsync(HttpContext context, PutResult result)
    {
        // Whoever gets a 200 sends nothing again; where nothing was taken there is nothing to lose by saying so.
        int status = result.Accepted > 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return WriteAsync(context, status, writer =>
        {
            writer.WriteNumber("accepted"u8, result.Accepted);
            writer.WriteNumber("failed"u8, result.Errors.Count);
            writer.WriteStartArray("errors"u8);
            foreach (RecordError error in result.Errors)
            {
                writer.WriteStartObject();
                writer.WriteNumber("index"u8, error.Index);
                writer.WriteString("error"u8, error.Code);
                writer.WriteString("message"u8, error.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>The id of the run that a request starts.</summary>
    public static Task WriteAsync(HttpContext context, string runId) =>
        WriteAsync(context, StatusCodes.Status202Accepted, writer => writer.WriteString("run"u8, runId));

    public static Task WriteAsync(HttpContext context, PlainException exception)
    {
        if (exception.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (exception.Status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = BusySeconds;
        }

        return WriteAsync(context, exception.Status, writer =>
        {
            writer.WriteString("error"u8, exception.Code);
            writer.WriteString("message"u8, exception.Message);
        });
    }

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
