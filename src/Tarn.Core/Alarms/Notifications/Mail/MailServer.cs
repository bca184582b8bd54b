namespace Tarn.Alarms.Notifications.Mail;

/// <summary>A server that takes mail.</summary>
public sealed record MailServer(string Host, int Port)
{
    public MailTls Tls { get; init; } = MailTls.StartTls;

    /// <summary>Null gives no name.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Path of a PEM file of the authority that vouches for the server; null is those of the system.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
