using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tarn.Cli.Output;

/// <summary>Rows as JSON objects, one text each; the buffer is used again for every row.</summary>
internal sealed class JsonRowText : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _names;

    public JsonRowText(IReadOnlyList<OutputColumn> columns)
    {
        _json = new Utf8JsonWriter(_buffer, JsonValues.WriterOptions);
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name, JsonValues.WriterOptions.Encoder))];
    }

    public string Of(object?[] row)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        for (int i = 0; i < _names.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            JsonValues.Write(_json, row[i]);
        }

        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    public void Dispose() => _json.Dispose();
}
