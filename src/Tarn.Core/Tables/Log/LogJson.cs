using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarn.Tables.Log;

/// <summary>How the log's JSON is written: compact, and text as it is instead of as escapes.</summary>
internal static class LogJson
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = false,
    };

    public static string ToText(JsonNode node)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, WriterOptions))
        {
            node.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
