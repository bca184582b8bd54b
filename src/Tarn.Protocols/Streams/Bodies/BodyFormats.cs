using Microsoft.Net.Http.Headers;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>Takes a body apart as its Content-Type says.</summary>
internal static class BodyFormats
{
    private const string Known =
        "application/json, application/x-ndjson (JSON lines), text/csv, text/plain (lines) and"
        + " application/octet-stream";

    /// <param name="contentType">Null is JSON.</param>
    /// <param name="body">Decoded.</param>
    /// <exception cref="PlainException">415: there is no such format; 400: it is not what it says.</exception>
    public static BodyRecords Read(string? contentType, byte[] body)
    {
        string type = string.IsNullOrEmpty(contentType) ? "application/json"
            : MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed)
                ? parsed.MediaType.ToString().ToLowerInvariant()
                : "";
        BodyRecords records = type switch
        {
            "application/json" => JsonRecords.Read(body),
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" =>
                LineRecords.ReadJson(body),
            "text/csv" => CsvRecords.Read(body),
            "text/plain" => LineRecords.Read(body),
            "application/octet-stream" => Whole(body),
            _ when type.EndsWith("+json", StringComparison.Ordinal) => JsonRecords.Read(body),
            _ => throw PlainException.Unsupported($"Content-Type is '{contentType}'; a put may have {Known}"),
        };
        return records.Good.Count + records.Errors.Count > 0
            ? records
            : throw PlainException.Bad("the body has no records");
    }

    private static BodyRecords Whole(byte[] body)
    {
        BodyRecords records = new();
        if (body.Length > 0)
        {
            records.Add(body);
        }

        return records;
    }
}
