namespace Tarn.Alarms.Notifications.Mail;

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum MailTls
{
    None,

    /// <summary>From the command STARTTLS on (RFC 3207), which the server must know.</summary>
    StartTls,

    /// <summary>From the start (RFC 8314).</summary>
    Implicit,
}
