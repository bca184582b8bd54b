using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Common.Network;
using Tarn.Observability;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications.Sending;

/// <summary>What webhooks and Slack get, over real sockets.</summary>
public sealed class WebhookTests : IDisposable
{
    private static readonly Notification Failure = new()
    {
        Id = "20240201T000000000-abc",
        At = new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
        Event = NotificationEvent.Failed,
        Kind = WorkSubject.Job,
        Name = "etl",
        RunId = "01run",
        Title = "job etl failed",
        Text = "a <b> & c",
    };

    private readonly ChannelSender _sender = Sender("127.0.0.1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task A_webhook_gets_all_of_it_signed_with_the_time()
    {
        await using StubHttpServer server = new(_ => new StubHttpAnswer(204));

        Assert.IsType<SendOutcome.Sent>(await _sender.SendAsync(
            new WebhookChannel("hook", new Uri(server.Url)) { Secret = "key" }, Failure, Token));

        StubHttpRequest request = server.Requests.Single();
        string[] signature = request.Headers["Tarn-Signature"].Split(',');
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("key"), Encoding.UTF8.GetBytes($"{signature[0]["t=".Length..]}.{request.Body}")));
        Assert.Equal($"v1={expected}", signature[1]);
        Assert.Equal(Failure.Id, request.Headers["Tarn-Notification-Id"]);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            ["20240201T000000000-abc", "lake", "failed", "error", "job", "etl", "01run", "job etl failed", "a <b> & c"],
            new[] { "id", "lake", "event", "severity", "kind", "name", "run", "title", "text" }
                .Select(member => body.RootElement.GetProperty(member).GetString()));
    }

    [Fact]
    public async Task In_slack_names_of_others_cannot_call_for_people()
    {
        await using StubHttpServer server = new(_ => StubHttpAnswer.Text("ok"));

        await _sender.SendAsync(
            new SlackChannel("chat", new Uri(server.Url)), Failure with { Title = "job <!channel> failed" }, Token);

        using JsonDocument body = JsonDocument.Parse(server.Requests.Single().Body);
        Assert.Equal(
            "[lake] job &lt;!channel&gt; failed\na &lt;b&gt; &amp; c",
            body.RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(408, true)]
    [InlineData(404, false)]
    [InlineData(401, false)]
    public async Task What_may_go_later_is_told_from_what_will_not(int status, bool isLater)
    {
        await using StubHttpServer server = new(_ => new StubHttpAnswer(status));

        SendOutcome outcome = await _sender.SendAsync(
            new WebhookChannel("hook", new Uri(server.Url)), Failure, Token);

        Assert.Equal(isLater, outcome is SendOutcome.Later);
        Assert.NotEqual(isLater, outcome is SendOutcome.Refused);
    }

    [Fact]
    public async Task An_address_inside_the_network_is_refused_with_the_setting_that_allows_it()
    {
        await using StubHttpServer server = new(_ => new StubHttpAnswer(200));
        using ChannelSender guarded = Sender();

        SendOutcome outcome = await guarded.SendAsync(
            new WebhookChannel("hook", new Uri(server.Url)), Failure, Token);

        Assert.Contains("outbound", Assert.IsType<SendOutcome.Refused>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_down_is_tried_again_later()
    {
        Uri url;
        await using (StubHttpServer server = new(_ => new StubHttpAnswer(200)))
        {
            url = new Uri(server.Url);
        }

        Assert.IsType<SendOutcome.Later>(await _sender.SendAsync(new WebhookChannel("hook", url), Failure, Token));
    }

    private static ChannelSender Sender(params string[] allowed) => new(
        "lake",
        new OutboundGuard(new OutboundRules(allowed), new SystemResolver(), TimeProvider.System),
        topics: null,
        TimeProvider.System);
}
