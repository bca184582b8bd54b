namespace Tarn.Alarms.Notifications;

/// <summary>What people are told. Persisted by name.</summary>
public enum NotificationEvent
{
    Failed,

    /// <summary>It works again, or is on time again.</summary>
    Recovered,

    /// <summary>It has not succeeded for too long, or takes too long.</summary>
    Late,

    /// <summary>Somebody asked for it to see whether it comes through.</summary>
    Test,

    /// <summary>How many were not sent because a channel takes only so many an hour.</summary>
    HeldBack,
}
