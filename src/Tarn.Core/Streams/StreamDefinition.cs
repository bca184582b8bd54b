using System.Text.Json.Serialization;
using Tarn.Streams.Intake;

namespace Tarn.Streams;

/// <summary>
/// A delivery stream: records come in, are durable when acknowledged, and go to objects of a bucket in batches.
/// The words are those of Amazon Data Firehose.
/// </summary>
public sealed record StreamDefinition
{
    public const int NameLengthMax = 64;

    /// <summary>1 to 64 of letters, digits, '_', '.' and '-'.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public BufferHints Buffer { get; init; } = new();

    public required StreamDestination Destination { get; init; }

    public StreamLimits Limits { get; init; } = new();

    /// <summary>Only streams of files have one; it holds secrets, and is never written.</summary>
    [JsonIgnore]
    public StreamIntake Intake { get; init; } = new();
}
