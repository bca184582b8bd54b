namespace Tarn.Alarms.Notifications.Channels;

/// <summary>A topic of the lake, which a server sends on to its subscribers.</summary>
/// <param name="Name">Of the channel.</param>
/// <param name="Topic">Its name.</param>
public sealed record TopicChannel(string Name, string Topic) : NotificationChannel(Name)
{
    public override string Type => "topic";

    public override string Target => Topic;
}
