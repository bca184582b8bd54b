using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tarn.Protocols.Aws.Firehose.Destinations;

/// <summary>What clients said of a stream in Firehose's words; the stream keeps it for them, as JSON.</summary>
internal sealed record StreamDetails
{
    public required S3Destination Destination { get; init; }

    /// <summary>Null when it was never asked for.</summary>
    public StreamEncryption? Encryption { get; init; }

    /// <returns>Null when there are none, as of streams that files define.</returns>
    public static StreamDetails? TryRead(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, StreamDetailsJson.Default.StreamDetails);

    public string Write() => JsonSerializer.Serialize(this, StreamDetailsJson.Default.StreamDetails);
}

/// <summary>Encryption of what waits, as it was asked for.</summary>
internal sealed record StreamEncryption
{
    public required string Status { get; init; }

    public string? KeyType { get; init; }

    public string? KeyARN { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StreamDetails))]
internal sealed partial class StreamDetailsJson : JsonSerializerContext;
