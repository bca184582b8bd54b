using System.Text.Json.Serialization;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Notifications.Subjects;

namespace Tarn.Alarms.Notifications;

/// <summary>JSON of what notifications persist (docs/formats/notifications.md).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(NotificationMessage))]
[JsonSerializable(typeof(SubjectState))]
internal sealed partial class AlarmsJson : JsonSerializerContext;
