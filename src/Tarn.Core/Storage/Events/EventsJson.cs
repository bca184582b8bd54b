using System.Text.Json.Serialization;

namespace Tarn.Storage.Events;

[JsonSerializable(typeof(ObjectEvent))]
[JsonSerializable(typeof(NotificationConfiguration))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class EventsJson : JsonSerializerContext;
