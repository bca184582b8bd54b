using Tarn.Alarms.Notifications;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications;

/// <summary>What people are told when work ends, and that a restart neither loses nor doubles it.</summary>
public sealed class NotificationDeskTests : IDisposable
{
    private readonly NotificationRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_job_that_fails_every_minute_is_told_once_and_that_it_works_again_too()
    {
        NotificationDesk desk = await _rig.OpenAsync();
        for (int minute = 0; minute < 60; minute++)
        {
            await TellAsync(desk, WorkResult.Failed);
        }

        Assert.Equal(["job etl failed"], _rig.Titles);
        await TellAsync(desk, WorkResult.Succeeded);
        await TellAsync(desk, WorkResult.Succeeded);

        Assert.Equal(["job etl failed", "job etl works again"], _rig.Titles);
        Assert.Contains(
            "It failed 60 times since 2024-02-01", _rig.Sent[1].Notification.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_says_why_and_which_run()
    {
        NotificationDesk desk = await _rig.OpenAsync();

        await TellAsync(desk, WorkResult.Failed);

        Notification told = _rig.Sent.Single().Notification;
        Assert.Contains("a.b: TN6001: broken", told.Text, StringComparison.Ordinal);
        Assert.Equal("run001", told.RunId);
        Assert.Equal(NotificationSeverity.Error, told.Severity);
    }

    [Fact]
    public async Task Where_it_is_asked_for_a_failure_that_goes_on_is_told_again()
    {
        _rig.Settings = _rig.Settings with { RepeatAfter = TimeSpan.FromMinutes(10) };
        NotificationDesk desk = await _rig.OpenAsync();
        for (int minute = 0; minute < 25; minute++)
        {
            await TellAsync(desk, WorkResult.Failed);
        }

        Assert.Equal(3, _rig.Sent.Count);
        Assert.StartsWith("job etl still fails: 11 times since", _rig.Titles.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Success_from_the_start_and_a_run_that_was_stopped_are_not_told()
    {
        NotificationDesk desk = await _rig.OpenAsync();

        await TellAsync(desk, WorkResult.Succeeded);
        await TellAsync(desk, WorkResult.Stopped);

        Assert.Empty(_rig.Sent);
    }

    [Fact]
    public async Task Somebody_who_stops_a_failing_job_has_not_repaired_it()
    {
        NotificationDesk desk = await _rig.OpenAsync();

        await TellAsync(desk, WorkResult.Failed);
        await TellAsync(desk, WorkResult.Stopped);
        await TellAsync(desk, WorkResult.Succeeded);

        Assert.Equal(["job etl failed", "job etl works again"], _rig.Titles);
    }

    [Fact]
    public async Task After_a_restart_it_is_known_what_was_told()
    {
        await TellAsync(await _rig.OpenAsync(), WorkResult.Failed);

        await TellAsync(await _rig.OpenAsync(), WorkResult.Failed);
        await TellAsync(await _rig.OpenAsync(), WorkResult.Succeeded);

        Assert.Equal(["job etl failed", "job etl works again"], _rig.Titles);
    }

    [Fact]
    public async Task What_ended_while_nobody_listened_is_told_by_the_next()
    {
        _rig.Latest.Add(_rig.Outcome(WorkResult.Failed));

        await (await _rig.OpenAsync()).DeliverAsync(Token);
        await (await _rig.OpenAsync()).DeliverAsync(Token);

        Assert.Equal(["job etl failed"], _rig.Titles);
    }

    [Fact]
    public async Task What_failed_long_ago_is_no_news()
    {
        _rig.Latest.Add(_rig.Outcome(WorkResult.Failed));
        _rig.Clock.Advance(TimeSpan.FromDays(2));

        await (await _rig.OpenAsync()).DeliverAsync(Token);

        Assert.Empty(_rig.Sent);
    }

    [Fact]
    public async Task A_crash_before_it_was_noted_whom_is_known_what_does_not_double_a_notification()
    {
        _rig.Latest.Add(_rig.Outcome(WorkResult.Failed));
        await (await _rig.OpenAsync()).DeliverAsync(Token);
        await _rig.Documents.DeleteAsync("notifications/subjects/job/etl", Token);

        await (await _rig.OpenAsync()).DeliverAsync(Token);

        Assert.Single(_rig.Sent);
        Assert.Single(await _rig.MessagesAsync());
    }

    [Fact]
    public async Task An_end_that_is_told_late_does_not_undo_a_later_one()
    {
        WorkOutcome slow = _rig.Outcome(WorkResult.Failed);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        NotificationDesk desk = await _rig.OpenAsync();

        await desk.TakeInAsync(_rig.Outcome(WorkResult.Succeeded), Token);
        await desk.TakeInAsync(slow, Token);
        await desk.DeliverAsync(Token);

        Assert.Empty(_rig.Sent);
    }

    private async Task TellAsync(NotificationDesk desk, WorkResult result)
    {
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.TakeInAsync(_rig.Outcome(result), Token);
        await desk.DeliverAsync(Token);
    }
}
