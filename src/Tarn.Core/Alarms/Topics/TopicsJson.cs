using System.Text.Json.Serialization;
using Tarn.Alarms.Topics.Delivery;

namespace Tarn.Alarms.Topics;

/// <summary>JSON of what topics persist (docs/formats/notifications.md).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Topic))]
[JsonSerializable(typeof(TopicSubscription))]
[JsonSerializable(typeof(TopicDelivery))]
internal sealed partial class TopicsJson : JsonSerializerContext;
