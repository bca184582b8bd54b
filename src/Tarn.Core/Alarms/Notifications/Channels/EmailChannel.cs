using Tarn.Alarms.Notifications.Mail;

namespace Tarn.Alarms.Notifications.Channels;

/// <summary>Mail through a server of SMTP.</summary>
public sealed record EmailChannel(string Name, MailServer Server) : NotificationChannel(Name)
{
    public required string From { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> To { get; init; }

    public override string Type => "email";

    public override string Target => string.Join(", ", To);
}
