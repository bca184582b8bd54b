using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications;

public sealed class NotificationRouteTests
{
    private static readonly NotificationSettings Settings = new()
    {
        Channels = new[] { "all", "night", "people" }.ToDictionary(
            name => name, NotificationChannel (name) => new SlackChannel(name, new Uri("https://chat.example/"))),
        Routes =
        [
            new NotificationRoute { Channels = ["all"] },
            new NotificationRoute { Kind = WorkSubject.Workflow, Name = "night*", Channels = ["night", "all"] },
            new NotificationRoute { Severity = NotificationSeverity.Error, Channels = ["people"] },
        ],
    };

    [Theory]
    [InlineData(WorkSubject.Job, "etl", NotificationEvent.Failed, "all people")]
    [InlineData(WorkSubject.Job, "etl", NotificationEvent.Late, "all")]
    [InlineData(WorkSubject.Job, "etl", NotificationEvent.Recovered, "all people")]
    [InlineData(WorkSubject.Workflow, "nightly", NotificationEvent.Late, "all night")]
    [InlineData(WorkSubject.Job, "nightly", NotificationEvent.Late, "all")]
    [InlineData(WorkSubject.Workflow, "monthly", NotificationEvent.Late, "all")]
    public void A_notification_goes_along_all_routes_that_fit(
        WorkSubject kind, string name, NotificationEvent what, string channels) =>
        Assert.Equal(channels.Split(' '), Settings.ChannelsOf(Of(kind, name, what)));

    [Fact]
    public void Without_routes_everything_goes_to_all() => Assert.Equal(
        ["all", "night", "people"],
        (Settings with { Routes = [] }).ChannelsOf(Of(WorkSubject.Job, "etl", NotificationEvent.Late)));

    private static Notification Of(WorkSubject kind, string name, NotificationEvent what) => new()
    {
        Id = "1",
        At = DateTimeOffset.UnixEpoch,
        Event = what,
        Kind = kind,
        Name = name,
        Title = "",
        Text = "",
    };
}
