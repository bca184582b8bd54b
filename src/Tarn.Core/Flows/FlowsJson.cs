using System.Text.Json.Serialization;

namespace Tarn.Flows;

/// <summary>JSON of what this module persists; docs/formats/glue.md describes the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Trigger))]
[JsonSerializable(typeof(Workflow))]
internal sealed partial class FlowsJson : JsonSerializerContext;
