using System.Text.Json;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>A notification as programs get it (docs/formats/notifications.md).</summary>
internal sealed record WebhookBody
{
    public required string Id { get; init; }

    public required string Lake { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Event { get; init; }

    public required string Severity { get; init; }

    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Run { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public static WebhookBody Of(string lake, Notification notification) => new()
    {
        Id = notification.Id,
        Lake = lake,
        At = notification.At,
        Event = Word($"{notification.Event}"),
        Severity = Word($"{notification.Severity}"),
        Kind = notification.Kind is { } kind ? Word($"{kind}") : null,
        Name = notification.Name,
        Run = notification.RunId,
        Title = notification.Title,
        Text = notification.Text,
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SendingJson.Default.WebhookBody);

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
