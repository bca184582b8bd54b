using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Alarms.Topics;
using Tarn.Alarms.Topics.Delivery;
using Tarn.Common.Network;
using Tarn.Protocols.Aws.Sns;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Alarms.Topics;

/// <summary>Messages of topics get to their subscribers, over real sockets and restarts.</summary>
public sealed class TopicServiceTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StubMailServer _mail = new();
    private readonly StubHttpServer _hook;
    private readonly List<string> _warnings = [];
    private readonly SequentialIdSource _ids = new();
    private readonly DocumentStore _documents;
    private int _status = 200;

    public TopicServiceTests()
    {
        _hook = new StubHttpServer(_ => new StubHttpAnswer(_status));
        _documents = new DocumentStore(_directory.Path, _ids);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hook.DisposeAsync();
        await _mail.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_was_published_survives_a_restart_and_is_sent_in_order()
    {
        _status = 503;
        await using (TopicService service = await StartAsync())
        {
            await SubscribeAsync(service, SubscriptionProtocol.Http, $"{_hook.Url}/in");
            await PublishAsync(service, "first");
            await PublishAsync(service, "second");
            await UntilAsync(() => !_hook.Requests.IsEmpty);
        }

        _status = 200;
        _hook.Requests.Clear();
        await using TopicService again = await StartAsync();
        await UntilAsync(() => _hook.Requests.Count >= 3);

        Assert.Equal(
            ["SubscriptionConfirmation", "Notification", "Notification"],
            _hook.Requests.Select(request => request.Headers["x-amz-sns-message-type"]));
        Assert.Contains("first", _hook.Requests.ElementAt(1).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_refuses_gets_the_next_message_all_the_same()
    {
        _status = 400;
        await using TopicService service = await StartAsync();
        await SubscribeAsync(service, SubscriptionProtocol.Http, $"{_hook.Url}/in");
        await PublishAsync(service, "first");

        await UntilAsync(() => _hook.Requests.Count == 2 && _warnings.Count == 2);

        Assert.All(_warnings, warning => Assert.Contains("it answered 400", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_get_a_mail_with_a_link_and_then_the_text_alone()
    {
        await using TopicService service = await StartAsync();
        await SubscribeAsync(service, SubscriptionProtocol.Email, "a@example.com");
        await PublishAsync(service, "hello");

        await UntilAsync(() => _mail.Mails.Count == 2);

        Assert.Contains("http://lake/?Action=ConfirmSubscription&", _mail.Mails.First().Text, StringComparison.Ordinal);
        Assert.StartsWith("hello\n\n--", _mail.Mails.Last().Text, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<a@example.com>", _mail.Mails.Last().Commands);
    }

    [Fact]
    public async Task A_notification_of_the_lake_goes_to_a_topic_with_attributes_to_filter_by()
    {
        await using TopicService service = await StartAsync();
        TopicSubscription subscription = await SubscribeAsync(
            service, SubscriptionProtocol.Http, $"{_hook.Url}/in");
        await service.Catalog.UpdateSubscriptionAsync(
            subscription.Id, one => one with { FilterPolicy = """{"severity": ["error"]}""" }, Token);
        using ChannelSender sender = new("lake", Guard(), service, TimeProvider.System);
        Notification failure = new()
        {
            Id = "n1",
            At = DateTimeOffset.UnixEpoch,
            Event = NotificationEvent.Failed,
            Title = "job etl failed",
            Text = "why",
        };

        SendOutcome sent = await sender.SendAsync(new TopicChannel("c", "alerts"), failure, Token);
        await sender.SendAsync(
            new TopicChannel("c", "alerts"), failure with { Event = NotificationEvent.Recovered }, Token);
        SendOutcome none = await sender.SendAsync(new TopicChannel("c", "other"), failure, Token);
        await UntilAsync(() => _hook.Requests.Count == 2);

        Assert.IsType<SendOutcome.Sent>(sent);
        Assert.IsType<SendOutcome.Refused>(none);
        Assert.Contains("\"Subject\": \"[lake] job etl failed\"", _hook.Requests.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_a_topic_waits()
    {
        using ChannelSender sender = new("lake", Guard(), topics: null, TimeProvider.System);

        Assert.IsType<SendOutcome.Later>(await sender.SendAsync(
            new TopicChannel("c", "alerts"),
            new Notification
            {
                Id = "n1",
                At = DateTimeOffset.UnixEpoch,
                Event = NotificationEvent.Test,
                Title = "",
                Text = "",
            },
            Token));
    }

    private static OutboundGuard Guard() =>
        new(new OutboundRules(["127.0.0.1"]), new SystemResolver(), TimeProvider.System);

    private static async Task UntilAsync(Func<bool> isDone)
    {
        while (!isDone())
        {
            await Task.Delay(20, Token);
        }
    }

    private Task<TopicService> StartAsync()
    {
        EmailChannel mail = new("mail", new MailServer("127.0.0.1", _mail.Port) { Tls = MailTls.None })
        {
            From = "lake@example.com",
            To = ["nobody@example.com"],
        };
        TopicServiceParts parts = new()
        {
            Documents = _documents,
            Sender = new TopicSender(Guard(), mail, new SnsFormat(), TimeProvider.System),
            Warn = (_, message) => _warnings.Add(message),
            TimeProvider = TimeProvider.System,
            IdSource = _ids,
            Random = new ShortPauses(),
        };
        return TopicService.StartAsync(parts, Token);
    }

    private static async Task<TopicSubscription> SubscribeAsync(
        TopicService service, SubscriptionProtocol protocol, string endpoint)
    {
        await service.Catalog.CreateAsync(new Topic { Name = "alerts" }, Token);
        TopicSubscription subscription = await service.SubscribeAsync(
            (id, token) => new TopicSubscription
            {
                Id = id,
                Topic = "alerts",
                Protocol = protocol,
                Endpoint = endpoint,
                Region = "us-east-1",
                LakeUrl = "http://lake",
                Token = token,
            },
            Token);
        await service.Catalog.UpdateSubscriptionAsync(
            subscription.Id, one => one with { IsConfirmed = true }, Token);
        return subscription;
    }

    private static Task<string> PublishAsync(TopicService service, string text) => service.PublishAsync(
        "alerts", (id, at) => new TopicMessage { Id = id, At = at, Text = text }, Token);

    /// <summary>As much jitter as there can be, so that a test does not wait.</summary>
    private sealed class ShortPauses : Random
    {
        public override double NextDouble() => 4.99;
    }
}
