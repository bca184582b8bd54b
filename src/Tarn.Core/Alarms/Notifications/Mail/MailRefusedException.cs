namespace Tarn.Alarms.Notifications.Mail;

/// <summary>A mail server answered with an error.</summary>
/// <param name="command">What it was asked; without passwords.</param>
/// <param name="code">Three digits (RFC 5321, section 4.2).</param>
/// <param name="text">Its words.</param>
public sealed class MailRefusedException(string command, int code, string text)
    : Exception($"the mail server answered {command} with {code} {text}")
{
    /// <summary>Whether the server says that it may take the same later.</summary>
    public bool IsTransient => code is >= 400 and < 500;
}
