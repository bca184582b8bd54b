using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Outbox;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications;

/// <summary>How notifications get to channels that do not take them at once.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly NotificationRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_does_not_go_is_tried_again_with_growing_pauses()
    {
        _rig.Answer = (_, _) => new SendOutcome.Later("it answered 503");
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);
        List<TimeSpan> pauses = [];
        for (int attempt = 0; attempt < 12; attempt++)
        {
            await desk.DeliverAsync(Token);
            TimeSpan pause = desk.NextAt!.Value - _rig.Clock.GetUtcNow();
            pauses.Add(pause);
            _rig.Clock.Advance(pause);
        }

        Assert.InRange(pauses[0], TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
        Assert.InRange(pauses[3], TimeSpan.FromSeconds(64), TimeSpan.FromSeconds(80));
        Assert.InRange(pauses[11], TimeSpan.FromMinutes(48), TimeSpan.FromMinutes(60));
        _rig.Answer = (_, _) => new SendOutcome.Sent();
        await desk.DeliverAsync(Token);
        Assert.Equal(["job etl failed"], _rig.Titles);
        Assert.Null(desk.NextAt);
    }

    [Fact]
    public async Task What_never_goes_is_given_up()
    {
        _rig.Answer = (_, _) => new SendOutcome.Later("it answered 503");
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);
        for (int attempt = 0; attempt < 30; attempt++)
        {
            await desk.DeliverAsync(Token);
            _rig.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal((DeliveryState.Failed, 30), await OnlyAsync());
        Assert.Null(desk.NextAt);
    }

    [Fact]
    public async Task What_is_refused_is_not_tried_again()
    {
        _rig.Answer = (_, _) => new SendOutcome.Refused("it answered 404");
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);

        await desk.DeliverAsync(Token);

        Assert.Equal((DeliveryState.Failed, 1), await OnlyAsync());
        Assert.Null(desk.NextAt);
    }

    [Fact]
    public async Task What_waits_survives_a_restart_with_its_pause()
    {
        _rig.Answer = (_, _) => new SendOutcome.Later("it answered 503");
        NotificationDesk before = await _rig.OpenAsync();
        await before.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);
        await before.DeliverAsync(Token);
        _rig.Answer = (_, _) => new SendOutcome.Sent();

        NotificationDesk after = await _rig.OpenAsync();
        await after.DeliverAsync(Token);
        Assert.Empty(_rig.Sent);
        Assert.Equal(before.NextAt, after.NextAt);
        _rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await after.DeliverAsync(Token);

        Assert.Single(_rig.Sent);
    }

    [Fact]
    public async Task One_channel_does_not_wait_for_another()
    {
        Channels(
            new SlackChannel("down", new Uri("https://a.example/")),
            new SlackChannel("up", new Uri("https://b.example/")));
        _rig.Answer = (channel, _) =>
            channel.Name == "down" ? new SendOutcome.Later("it answered 503") : new SendOutcome.Sent();
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);

        await desk.DeliverAsync(Token);

        Assert.Equal(["up"], _rig.Sent.Select(sent => sent.Channel));
    }

    [Fact]
    public async Task Beyond_the_rate_notifications_are_held_back_and_their_number_is_told()
    {
        Channels(new SlackChannel("chat", new Uri("https://chat.example/")) { HourlyMax = 3 });
        NotificationDesk desk = await _rig.OpenAsync();
        for (int job = 0; job < 10; job++)
        {
            await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed, $"job{job}"), Token);
            _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await desk.DeliverAsync(Token);
        Assert.Equal(3, _rig.Sent.Count);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await desk.DeliverAsync(Token);

        Notification last = _rig.Sent[^1].Notification;
        Assert.Equal(4, _rig.Sent.Count);
        Assert.Equal("7 notifications were held back", last.Title);
        Assert.Contains("job job9 failed", last.Text, StringComparison.Ordinal);
        Assert.Null(desk.NextAt);
    }

    [Fact]
    public async Task What_was_held_back_is_told_after_a_restart_too()
    {
        Channels(new SlackChannel("chat", new Uri("https://chat.example/")) { HourlyMax = 1 });
        NotificationDesk before = await _rig.OpenAsync();
        await before.TakeInAsync(_rig.Outcome(WorkResult.Failed, "a"), Token);
        await before.TakeInAsync(_rig.Outcome(WorkResult.Failed, "b"), Token);
        await before.DeliverAsync(Token);

        NotificationDesk after = await _rig.OpenAsync();
        await after.DeliverAsync(Token);
        Assert.Single(_rig.Sent);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await after.DeliverAsync(Token);

        Assert.Equal("1 notifications were held back", _rig.Sent[^1].Notification.Title);
    }

    [Fact]
    public async Task That_something_works_again_is_sent_whatever_came_before()
    {
        Channels(new SlackChannel("chat", new Uri("https://chat.example/")) { HourlyMax = 1 });
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed, "a"), Token);
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Failed, "b"), Token);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Succeeded, "b"), Token);

        await desk.DeliverAsync(Token);

        Assert.Contains("job b works again", _rig.Titles);
        Assert.Equal(2, _rig.Sent.Count);
    }

    [Fact]
    public async Task A_channel_that_is_gone_from_lake_yaml_gets_nothing_any_more()
    {
        NotificationDesk before = await _rig.OpenAsync();
        await before.TakeInAsync(_rig.Outcome(WorkResult.Failed), Token);
        Channels(new SlackChannel("other", new Uri("https://other.example/")));

        await (await _rig.OpenAsync()).DeliverAsync(Token);

        Assert.Empty(_rig.Sent);
        Assert.Equal((DeliveryState.Failed, 0), await OnlyAsync());
    }

    private void Channels(params NotificationChannel[] channels) => _rig.Settings = new NotificationSettings
    {
        Channels = channels.ToDictionary(channel => channel.Name),
    };

    private async Task<(DeliveryState State, int Attempts)> OnlyAsync()
    {
        Delivery delivery = (await _rig.MessagesAsync()).Single().Deliveries.Single();
        return (delivery.State, delivery.Attempts);
    }
}
