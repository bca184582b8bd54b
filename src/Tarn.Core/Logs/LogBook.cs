using System.Text.Json.Serialization;

namespace Tarn.Logs;

/// <summary>All groups that clients made or set something on: one document (docs/formats/logs.md).</summary>
internal sealed record LogBook
{
    /// <summary>By name.</summary>
    public IReadOnlyList<LogGroup> Groups { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogBook))]
[JsonSerializable(typeof(LogEvent))]
internal sealed partial class LogsJson : JsonSerializerContext;
