using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tarn.Tables.Log;

/// <summary>How the log's JSON is written: compact, and text as it is instead of as escapes.</summary>
internal static class LogJson
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = false,
    };
}
