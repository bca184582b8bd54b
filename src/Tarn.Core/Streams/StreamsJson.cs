using System.Text.Json.Serialization;
using Tarn.Streams.Delivery;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams;

/// <summary>JSON of what streams persist; docs/formats/streams.md describes it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogDamage))]
[JsonSerializable(typeof(DeliveryState))]
[JsonSerializable(typeof(KnownStream))]
internal sealed partial class StreamsJson : JsonSerializerContext;
