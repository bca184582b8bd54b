namespace Tarn.Alarms.Notifications.Channels;

/// <summary>A way to tell people or programs. Its text is for people and holds no secrets.</summary>
/// <param name="Name">Of the channel.</param>
public abstract record NotificationChannel(string Name)
{
    /// <summary>How many an hour; recoveries and tests are not counted.</summary>
    public int HourlyMax { get; init; } = 60;

    /// <summary>As in lake.yaml.</summary>
    public abstract string Type { get; }

    /// <summary>Where it goes, without what is secret of it.</summary>
    public abstract string Target { get; }

    /// <summary>Without secrets.</summary>
    public sealed override string ToString() => $"{Name} ({Type})";
}
