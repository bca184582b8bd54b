using Tarn.Observability;

namespace Tarn.Alarms.Notifications;

/// <summary>Something that people are told of.</summary>
public sealed record Notification
{
    /// <summary>The same whenever it is sent: receivers know by it what they have already. Sortable by time.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required NotificationEvent Event { get; init; }

    /// <summary>What it is about; null for a test and for what was held back.</summary>
    public WorkSubject? Kind { get; init; }

    /// <summary>Of the job, crawler or workflow.</summary>
    public string? Name { get; init; }

    /// <summary>The run that it is about; null when it is about none.</summary>
    public string? RunId { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>All of it, in lines.</summary>
    public required string Text { get; init; }

    public NotificationSeverity Severity => Event switch
    {
        NotificationEvent.Failed => NotificationSeverity.Error,
        NotificationEvent.Late => NotificationSeverity.Warning,
        _ => NotificationSeverity.Info,
    };
}
