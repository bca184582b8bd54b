namespace Tarn.Alarms.Notifications;

/// <summary>How bad it is: a failure is an error, lateness a warning, all else information.</summary>
public enum NotificationSeverity
{
    Info,
    Warning,
    Error,
}
