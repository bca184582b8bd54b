using System.Text.Json.Serialization;

namespace Tarn.Streams;

/// <summary>How objects are compressed. The names are persisted (docs/formats/streams.md).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamCompression>))]
public enum StreamCompression
{
    None,
    Gzip,
}
