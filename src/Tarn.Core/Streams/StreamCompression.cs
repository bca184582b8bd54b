using System.Text.Json.Serialization;

namespace Tarn.Streams;

/// <summary>How objects are compressed. The names are persisted (docs/formats/streams.md).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamCompression>))]
public enum StreamCompression
{
    None,
    Gzip,

    /// <summary>An archive with one file.</summary>
    Zip,

    /// <summary>In Snappy's framing format.</summary>
    Snappy,

    /// <summary>In the blocks that Hadoop's SnappyCodec reads.</summary>
    HadoopSnappy,

    Zstandard,
}
