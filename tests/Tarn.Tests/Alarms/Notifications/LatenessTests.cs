using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Subjects;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Alarms.Notifications;

public sealed class LatenessTests : IDisposable
{
    private readonly NotificationRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_job_that_does_not_succeed_in_time_is_told_once_until_it_has()
    {
        Rule(new LatenessRule(WorkSubject.Job, "etl") { Every = TimeSpan.FromHours(26) });
        NotificationDesk desk = await _rig.OpenAsync();
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Succeeded), Token);
        for (int hour = 0; hour < 40; hour++)
        {
            await LookAsync(desk, TimeSpan.FromHours(1));
        }

        Assert.Equal(["job etl has not succeeded for 26h"], _rig.Titles);
        await desk.TakeInAsync(_rig.Outcome(WorkResult.Succeeded), Token);
        await LookAsync(desk, TimeSpan.FromHours(1));
        Assert.Equal("job etl works again", _rig.Titles.Last());
        await LookAsync(desk, TimeSpan.FromHours(26));
        Assert.Equal(3, _rig.Sent.Count);
    }

    [Fact]
    public async Task A_job_that_has_never_run_is_late_too_whatever_is_restarted()
    {
        Rule(new LatenessRule(WorkSubject.Job, "etl") { Every = TimeSpan.FromHours(26) });
        for (int hour = 0; hour < 40; hour++)
        {
            await LookAsync(await _rig.OpenAsync(), TimeSpan.FromHours(1));
        }

        Assert.Equal(["job etl has not succeeded for 26h"], _rig.Titles);
    }

    [Fact]
    public async Task Success_in_time_is_not_told()
    {
        Rule(new LatenessRule(WorkSubject.Job, "etl") { Every = TimeSpan.FromHours(26) });
        NotificationDesk desk = await _rig.OpenAsync();
        for (int hour = 0; hour < 60; hour++)
        {
            await LookAsync(desk, TimeSpan.FromHours(1));
            if (hour % 24 == 0)
            {
                await desk.TakeInAsync(_rig.Outcome(WorkResult.Succeeded), Token);
            }
        }

        Assert.Empty(_rig.Sent);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_told_once()
    {
        Rule(new LatenessRule(WorkSubject.Job, "etl") { Takes = TimeSpan.FromMinutes(30) });
        NotificationDesk desk = await _rig.OpenAsync();
        _rig.Running = new RunningWork("run1", _rig.Clock.GetUtcNow());
        await LookAsync(desk, TimeSpan.FromMinutes(30));
        Assert.Empty(_rig.Sent);
        await LookAsync(desk, TimeSpan.FromMinutes(1));
        await LookAsync(desk, TimeSpan.FromMinutes(1));
        Assert.Equal(["job etl takes longer than 30m"], _rig.Titles);

        _rig.Running = new RunningWork("run2", _rig.Clock.GetUtcNow());
        await LookAsync(desk, TimeSpan.FromHours(1));

        Assert.Equal(2, _rig.Sent.Count);
        Assert.Equal(NotificationSeverity.Warning, _rig.Sent[1].Notification.Severity);
    }

    [Fact]
    public async Task A_run_that_says_itself_that_it_is_late_is_told_once()
    {
        NotificationDesk desk = await _rig.OpenAsync();
        WorkLateness late = new(WorkSubject.Workflow, "nightly", "run1", _rig.Clock.GetUtcNow());

        await desk.TakeInAsync(late, Token);
        await desk.TakeInAsync(late, Token);
        await desk.DeliverAsync(Token);

        Assert.Equal(["workflow nightly has not ended in the time that it is given"], _rig.Titles);
    }

    private void Rule(LatenessRule rule) => _rig.Settings = _rig.Settings with { Late = [rule] };

    private async Task LookAsync(NotificationDesk desk, TimeSpan later)
    {
        await desk.CheckLateAsync(Token);
        _rig.Clock.Advance(later);
        await desk.CheckLateAsync(Token);
        await desk.DeliverAsync(Token);
    }
}
