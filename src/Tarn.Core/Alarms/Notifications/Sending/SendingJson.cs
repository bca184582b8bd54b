using System.Text.Json.Serialization;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>JSON that is sent to others.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(SlackBody))]
internal sealed partial class SendingJson : JsonSerializerContext;
