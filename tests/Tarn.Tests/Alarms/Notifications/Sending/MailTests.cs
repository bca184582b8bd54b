using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Common.Network;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications.Sending;

/// <summary>Mail to a server that speaks SMTP over real sockets.</summary>
public sealed class MailTests : IDisposable
{
    private static readonly Notification Failure = new()
    {
        Id = "20240201T000000000-abc",
        At = new DateTimeOffset(2024, 2, 1, 8, 0, 0, TimeSpan.Zero),
        Event = NotificationEvent.Failed,
        Title = "job größe failed",
        Text = "first line\n.\nthird line with ünïcödé",
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly ChannelSender _sender = new(
        "lake",
        new OutboundGuard(OutboundRules.None, new SystemResolver(), TimeProvider.System),
        topics: null,
        TimeProvider.System);

    public MailTests() => File.WriteAllText(RootPath, _certificate.ExportCertificatePem());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string RootPath => Path.Combine(_directory.Path, "root.pem");

    public void Dispose()
    {
        _sender.Dispose();
        _certificate.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(MailTls.None)]
    [InlineData(MailTls.StartTls)]
    [InlineData(MailTls.Implicit)]
    public async Task A_mail_arrives_as_it_was_meant(MailTls tls)
    {
        await using StubMailServer server = new(_certificate, tls == MailTls.Implicit);

        SendOutcome outcome = await SendAsync(new MailServer("localhost", server.Port)
        {
            Tls = tls,
            RootCertificate = RootPath,
        });

        Assert.IsType<SendOutcome.Sent>(outcome);
        StubMail mail = Assert.Single(server.Mails);
        Assert.Equal(tls != MailTls.None, mail.IsEncrypted);
        Assert.Equal("[lake] job größe failed", mail.Subject);
        Assert.Equal(Failure.Text, mail.Text);
        Assert.Contains("MAIL FROM:<lake@example.com>", mail.Commands);
        Assert.Contains("RCPT TO:<b@example.com>", mail.Commands);
        Assert.Contains("Date: Thu, 01 Feb 2024 08:00:00 +0000", mail.Source, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <20240201T000000000-abc@tarn>", mail.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_and_password_are_given_after_encryption_has_begun()
    {
        await using StubMailServer server = new(_certificate);

        await SendAsync(Secured(server) with { User = "me", Password = "right" });

        string[] commands = [.. server.Mails.Single().Commands.Select(command => command.Split(' ')[0])];
        Assert.True(Array.IndexOf(commands, "AUTH") > Array.IndexOf(commands, "STARTTLS"));
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_again_and_not_told()
    {
        await using StubMailServer server = new(_certificate);

        SendOutcome outcome = await SendAsync(Secured(server) with { User = "me", Password = "wrong" });

        string reason = Assert.IsType<SendOutcome.Refused>(outcome).Reason;
        Assert.Contains("AUTH with 535", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("450 busy", true)]
    [InlineData("550 nobody", false)]
    public async Task What_may_go_later_is_told_from_what_will_not(string reply, bool isLater)
    {
        await using StubMailServer server = new(_certificate) { Refusal = reply };

        SendOutcome outcome = await SendAsync(Secured(server));

        Assert.Equal(isLater, outcome is SendOutcome.Later);
        Assert.NotEqual(isLater, outcome is SendOutcome.Refused);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for()
    {
        await using StubMailServer server = new(_certificate);

        Assert.IsType<SendOutcome.Later>(await SendAsync(new MailServer("localhost", server.Port)));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_without_encryption_does_not_get_the_mail_that_was_to_be_encrypted()
    {
        await using StubMailServer server = new();

        Assert.IsNotType<SendOutcome.Sent>(await SendAsync(new MailServer("localhost", server.Port)));

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_title_of_many_lines_does_not_become_headers()
    {
        await using StubMailServer server = new(_certificate);

        await SendAsync(Secured(server), Failure with { Title = "job x\r\nBcc: all@example.com\r\n\r\nfailed" });

        StubMail mail = server.Mails.Single();
        Assert.DoesNotContain("\nBcc:", mail.Source, StringComparison.Ordinal);
        Assert.Equal(Failure.Text, mail.Text);
    }

    private MailServer Secured(StubMailServer server) =>
        new("localhost", server.Port) { RootCertificate = RootPath };

    private Task<SendOutcome> SendAsync(MailServer server, Notification? notification = null) => _sender.SendAsync(
        new EmailChannel("mail", server)
        {
            From = "The lake <lake@example.com>",
            To = ["a@example.com", "b@example.com"],
        },
        notification ?? Failure,
        Token);

    private static X509Certificate2 MakeCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
