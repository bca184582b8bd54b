using System.Text.Json.Serialization;
using Tarn.State;

namespace Tarn.Flows.Notifications;

/// <summary>
/// How far notifications have got: all that events up to this one started has ended. A document
/// (docs/formats/events.md).
/// </summary>
/// <param name="Sequence">0 at first.</param>
internal sealed record NotificationPosition(long Sequence)
{
    private const string DocumentName = "notificationposition";

    public static async Task<long> ReadAsync(DocumentStore documents, CancellationToken cancellationToken) =>
        (await documents.ReadAsync(
            DocumentName, NotificationsJson.Default.NotificationPosition, cancellationToken))?.Value.Sequence ?? 0;

    public Task WriteAsync(DocumentStore documents, CancellationToken cancellationToken) => documents.PutAsync(
        DocumentName, this, NotificationsJson.Default.NotificationPosition, cancellationToken);
}

[JsonSerializable(typeof(NotificationPosition))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class NotificationsJson : JsonSerializerContext;
