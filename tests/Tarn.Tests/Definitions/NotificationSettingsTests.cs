using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Common;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>The section <c>notifications</c> of lake.yaml.</summary>
public sealed class NotificationSettingsTests : IDisposable
{
    private const string Lake = "version: 1\nzones:\n  raw:\nnotifications:\n";
    private const string Chat = "  channels:\n    chat: {type: slack, url: 'https://chat.example/secret'}\n";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task All_of_it_is_read()
    {
        _lake.Write("password", "geheim\n");
        NotificationSettings settings = await LoadAsync(
            """
              channels:
                team:
                  type: email
                  host: smtp.example.com
                  tls: tls
                  user: lake
                  password: ${file:password}
                  from: Lake <lake@example.com>
                  to: [a@example.com, b@example.com]
                  rate: 20
                hook: {type: webhook, url: 'https://hook.example/in', secret: key}
                chat: {type: slack, url: 'https://chat.example/secret'}
              routes:
                - {job: 'orders-*', severity: error, to: [team, chat]}
                - {to: hook}
              late:
                - {job: orders-etl, every: 26h, takes: 30m}
              repeat: 24h
            """);

        EmailChannel email = Assert.IsType<EmailChannel>(settings.Channels["team"]);
        Assert.Equal(
            ("smtp.example.com", 465, MailTls.Implicit), (email.Server.Host, email.Server.Port, email.Server.Tls));
        Assert.Equal(("lake", "geheim"), (email.Server.User, email.Server.Password));
        Assert.Equal(20, email.HourlyMax);
        Assert.Equal("key", Assert.IsType<WebhookChannel>(settings.Channels["hook"]).Secret);
        NotificationChannel chat = settings.Channels["chat"];
        Assert.DoesNotContain("secret", $"{chat} {chat.Target}", StringComparison.Ordinal);
        Assert.Equal(NotificationSeverity.Error, settings.Routes[0].Severity);
        Assert.Equal(["hook"], settings.Routes[1].Channels);
        Assert.Equal(
            new LatenessRule(WorkSubject.Job, "orders-etl")
            {
                Every = TimeSpan.FromHours(26),
                Takes = TimeSpan.FromMinutes(30),
            },
            settings.Late.Single());
        Assert.Equal(TimeSpan.FromDays(1), settings.RepeatAfter);
    }

    [Theory]
    [InlineData("  channels:\n    c: {type: sms}\n", 6, 15, "none of its values")]
    [InlineData("  channels:\n    c: {type: slack}\n", 6, 5, "has no 'url'")]
    [InlineData("  channels:\n    c: {type: slack, url: 'ftp://x'}\n", 6, 27, "url is no address")]
    [InlineData("  channels:\n    c: {type: slack, url: 'https://x', sekret: y}\n", 6, 40, "unknown key 'sekret'")]
    [InlineData("  channels:\n    c: {type: email, host: h, from: a, to: b@x}\n", 6, 37, "no address of mail")]
    [InlineData("  channels:\n    c: {type: email, host: h, from: a@x, to: b@x, tls: none, user: u}\n", 6, 62, "TLS")]
    [InlineData("  channels:\n    c: {type: slack, url: 'https://x', rate: 0}\n", 6, 46, "rate is '0'")]
    [InlineData(Chat + "  routes:\n    - {to: caht}\n", 8, 12, "there is no channel 'caht'")]
    [InlineData(Chat + "  routes:\n    - {job: a, crawler: b, to: chat}\n", 8, 16, "about two things")]
    [InlineData(Chat + "  routes:\n    - {job: a}\n", 8, 7, "has no 'to'")]
    [InlineData(Chat + "  routes: {to: chat}\n", 7, 11, "must be a list")]
    [InlineData(Chat + "  late:\n    - {every: 1h}\n", 8, 7, "what is late")]
    [InlineData(Chat + "  late:\n    - {job: a}\n", 8, 7, "when that is late")]
    public async Task What_is_wrong_is_told_with_its_place(string section, int line, int column, string message)
    {
        _lake.Write("lake.yaml", Lake + section);

        DiagnosticException wrong = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Diagnostic diagnostic = Assert.Single(wrong.Diagnostics);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (diagnostic.Location!.Line, diagnostic.Location.Column));
    }

    private async Task<NotificationSettings> LoadAsync(string section)
    {
        _lake.Write("lake.yaml", Lake + section + "\n");
        return (await _lake.LoadAsync()).Notifications;
    }
}
