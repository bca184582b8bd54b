using System.IO.Enumeration;
using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>Which notifications go where.</summary>
public sealed record NotificationRoute
{
    /// <summary>Null for all kinds.</summary>
    public WorkSubject? Kind { get; init; }

    /// <summary>The name, <c>*</c> and <c>?</c> standing for any letters and any one.</summary>
    public string Name { get; init; } = "*";

    /// <summary>The least; recoveries go where what they end went.</summary>
    public NotificationSeverity Severity { get; init; } = NotificationSeverity.Info;

    /// <summary>Names of channels, at least one.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    public bool Fits(Notification notification) =>
        (Kind is null || Kind == notification.Kind)
        && FileSystemName.MatchesSimpleExpression(Name, notification.Name ?? "", ignoreCase: false)
        && (notification.Event == NotificationEvent.Recovered || notification.Severity >= Severity);
}
