using System.Text.Json;

namespace Tarn.Tables.Log;

/// <summary>Writes actions to a stream, one JSON object a line.</summary>
internal sealed class ActionLines(Stream content) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(content, LogJson.WriterOptions);

    /// <summary>Number of lines so far.</summary>
    public long Count { get; private set; }

    public void Write<T>(string action, T body, Action<Utf8JsonWriter, T> writeBody)
    {
        _json.WriteStartObject();
        _json.WritePropertyName(action);
        writeBody(_json, body);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        content.WriteByte((byte)'\n');
        Count++;
    }

    public void Dispose() => _json.Dispose();
}
