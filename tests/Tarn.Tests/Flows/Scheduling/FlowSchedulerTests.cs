using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Schedules;
using Xunit;

namespace Tarn.Tests.Flows.Scheduling;

public sealed class FlowSchedulerTests : IAsyncDisposable
{
    private readonly SchedulerRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_moment_starts_one_run_when_it_comes()
    {
        _rig.Put("etl", "0 1 * * *");

        await _rig.RunAsync(TimeSpan.FromDays(2));

        Assert.Equal("02-01 01:00, 02-02 01:00", Text("etl"));
    }

    [Theory]
    [InlineData(MissedKind.Skip, "02-03 04:00")]
    [InlineData(MissedKind.Once, "02-03 03:10, 02-03 04:00")]
    [InlineData(MissedKind.All, "02-03 03:10, 02-03 03:10, 02-03 03:10, 02-03 04:00")]
    public async Task Moments_that_pass_while_nothing_runs_are_made_up_for_as_the_schedule_says(
        MissedKind kind, string expected)
    {
        _rig.Items.Put("etl", "0 * * * *", "UTC", new MissedRuns { Kind = kind, CountMax = 3 }, since: null);
        await _rig.TurnAsync();
        await _rig.KillAsync();
        _rig.Clock.Advance(TimeSpan.FromHours(51) + TimeSpan.FromMinutes(10));

        await _rig.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(expected, Text("etl"));
    }

    [Fact]
    public async Task Moments_that_are_too_long_ago_are_not_made_up_for()
    {
        MissedRuns missed = new() { Kind = MissedKind.All, AgeMax = TimeSpan.FromMinutes(90) };
        _rig.Items.Put("etl", "0 * * * *", "UTC", missed, since: null);
        await _rig.TurnAsync();
        _rig.Clock.Advance(TimeSpan.FromHours(10.5));

        await _rig.TurnAsync();

        Assert.Equal(2, _rig.Starter.Of("etl").Count);
    }

    [Fact]
    public async Task A_clock_that_jumps_ten_years_ahead_starts_no_flood()
    {
        MissedRuns all = new() { Kind = MissedKind.All, CountMax = 100 };
        _rig.Put("once", "* * * * *");
        _rig.Items.Put("all", "* * * * *", "UTC", all, since: null);
        _rig.Items.Put("skip", "* * * * *", "UTC", new MissedRuns { Kind = MissedKind.Skip }, since: null);
        await _rig.TurnAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(3652) + TimeSpan.FromSeconds(30));

        await _rig.TurnAsync();

        Assert.Single(_rig.Starter.Of("once"));
        Assert.Equal(100, _rig.Starter.Of("all").Count);
        Assert.Single(_rig.Starter.Of("skip"));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_a_little_repeats_nothing()
    {
        _rig.Put("etl", "*/10 * * * *");
        await _rig.RunAsync(TimeSpan.FromMinutes(60));
        Assert.Equal(6, _rig.Starter.Of("etl").Count);
        _rig.Clock.Advance(TimeSpan.FromMinutes(-45));

        await _rig.RunAsync(TimeSpan.FromMinutes(54));
        Assert.Equal(6, _rig.Starter.Of("etl").Count);

        await _rig.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("02-01 01:10", Text("etl").Split(", ")[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_years_ahead_silences_nothing_when_it_is_right_again(bool isKilled)
    {
        _rig.Clock.Advance(TimeSpan.FromDays(3652));
        _rig.Put("etl", "0 * * * *");
        await _rig.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, _rig.Starter.Of("etl").Count);
        if (isKilled)
        {
            await _rig.KillAsync();
        }

        _rig.Clock.Advance(-TimeSpan.FromDays(3652));
        await _rig.RunAsync(TimeSpan.FromHours(3));

        Assert.Equal(5, _rig.Starter.Of("etl").Count);
    }

    [Fact]
    public async Task What_is_busy_is_tried_again_and_gives_way_to_the_next_moment()
    {
        _rig.Put("etl", "0 * * * *");
        _rig.Starter.Busy.Add("etl");
        await _rig.RunAsync(TimeSpan.FromMinutes(150));

        Assert.Empty(_rig.Starter.Of("etl"));
        Assert.Equal(ErrorCodes.RunDropped, Assert.Single(_rig.Failures).Code);

        _rig.Starter.Busy.Clear();
        await _rig.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(_rig.Starter.Of("etl"));
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_hinders_nothing()
    {
        _rig.Put("gone", "0 * * * *");
        _rig.Put("etl", "0 * * * *");

        await _rig.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(2, _rig.Starter.Of("etl").Count);
        Assert.Equal(2, _rig.Failures.Count);
        Assert.Contains(
            "'gone' cannot start job gone: there is no job", _rig.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_count_from_the_moment_they_are_made()
    {
        _rig.Put("etl", "0 0 1 1 *");
        await _rig.RunAsync(TimeSpan.FromHours(5));

        _rig.Put("etl", "0 * * * *");
        await _rig.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal("02-01 06:00", Text("etl"));

        _rig.Items.Remove("etl");
        await _rig.RunAsync(TimeSpan.FromHours(3));
        _rig.Put("etl", "0 * * * *");
        await _rig.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal("02-01 06:00", Text("etl"));
    }

    [Fact]
    public async Task A_change_of_something_else_than_its_moments_passes_over_none()
    {
        _rig.Items.Put("etl", "0 * * * *", "UTC", missed: null, since: _rig.Now);
        await _rig.TurnAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(60) + TimeSpan.FromMilliseconds(1));
        _rig.Items.Put("etl", "0 * * * *", "UTC", missed: null, since: _rig.Now);

        await _rig.TurnAsync();

        Assert.Single(_rig.Starter.Of("etl"));
    }

    [Fact]
    public async Task What_is_due_once_goes_away_afterwards()
    {
        _rig.Put("etl", "at(2024-02-01T12:00:00)");

        await _rig.RunAsync(TimeSpan.FromHours(13));

        Assert.Equal("02-01 12:00", Text("etl"));
        Assert.False(_rig.Items.Has("etl"));
    }

    [Fact]
    public async Task Moments_before_a_schedule_was_made_are_not_owed_but_those_since_are()
    {
        _rig.Items.Put("etl", "0 * * * *", "UTC", missed: null, since: _rig.Now);
        _rig.Clock.Advance(TimeSpan.FromMinutes(90));

        await _rig.TurnAsync();

        Assert.Single(_rig.Starter.Of("etl"));
    }

    private string Text(string name) => string.Join(", ", _rig.Starter.Of(name)
        .Select(moment => moment.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)));
}
