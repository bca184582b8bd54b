using System.Globalization;
using Tarn.Common.Schedules;
using Xunit;

namespace Tarn.Tests.Common.Schedules;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Start = Moment("2024-03-30T10:00:00Z");

    [Theory]
    [InlineData("rate(5 minutes)", "2024-03-30T09:00:00Z", "2024-03-30T10:00 2024-03-30T10:05 2024-03-30T10:10")]
    [InlineData("rate(1 hour)", "2024-03-30T10:00:00Z", "2024-03-30T11:00 2024-03-30T12:00")]
    [InlineData("rate(1 days)", "2024-03-30T10:00:01Z", "2024-03-31T10:00 2024-04-01T10:00")]
    [InlineData("at(2024-03-31T02:30:00)", "2024-03-30T10:00:01Z", "2024-03-31T01:30 never")]
    [InlineData("at(2024-10-27T02:30:00)", "2024-03-30T10:00:01Z", "2024-10-27T00:30 never")]
    [InlineData("at(2024-03-31T02:30:00)", "2024-03-31T01:30:00Z", "never")]
    [InlineData("0 12 * * *", "2024-03-30T10:00:00Z", "2024-03-30T11:00 2024-03-31T10:00")]
    [InlineData("cron(0 12 * * ? *)", "2024-03-30T10:00:00Z", "2024-03-30T11:00 2024-03-31T10:00")]
    public void Rates_single_moments_and_cron_expressions_are_schedules(string text, string after, string expected)
    {
        Schedule schedule = Parse(text);
        List<string> moments = [];
        DateTimeOffset? moment = Moment(after);
        while (moments.Count < expected.Split(' ').Length)
        {
            moment = schedule.Next(moment!.Value);
            moments.Add(moment?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "never");
        }

        Assert.Equal(expected, string.Join(' ', moments));
    }

    [Theory]
    [InlineData("rate(0 minutes)", "'0 minutes' is no rate")]
    [InlineData("rate(5 weeks)", "'5 weeks' is no rate")]
    [InlineData("rate(5)", "'5' is no rate")]
    [InlineData("rate(-5 minutes)", "'-5 minutes' is no rate")]
    [InlineData("at(2024-02-30T00:00:00)", "'2024-02-30T00:00:00' is no time")]
    [InlineData("at(tomorrow)", "'tomorrow' is no time")]
    [InlineData("every day", "expected minute, hour")]
    public void What_is_no_schedule_is_told(string text, string expected)
    {
        Assert.Null(Schedule.TryParse(text, TimeZoneInfo.Utc, Start, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    /// <summary>What is quick because a day has one offset says the same as looking at every minute.</summary>
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Asuncion")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Pacific/Apia")]
    public void Every_day_of_a_year_has_the_moment_of_a_daily_schedule_once(string timeZone)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        foreach (string text in (string[])["30 2 * * *", "0 0 * * *", "45 23 * * *"])
        {
            Schedule schedule = CronSchedule.TryParse(text, zone, out _)!;
            DateTimeOffset moment = Moment("2023-12-31T00:00:00Z");
            List<DateOnly> days = [];
            while (moment < Moment("2025-01-02T00:00:00Z"))
            {
                DateTimeOffset next = schedule.Next(moment)!.Value;
                Assert.Equal(next, schedule.Next(next.AddTicks(-1)));
                Assert.True(next > moment);
                days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(next, zone).DateTime));
                moment = next;
            }

            Assert.Equal(days.Count, days.Distinct().Count());
            Assert.Equal(days.Count, days[^1].DayNumber - days[0].DayNumber + 1);
        }
    }

    private static Schedule Parse(string text)
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Schedule? schedule = Schedule.TryParse(text, berlin, Start, out string? problem);
        Assert.Null(problem);
        return schedule!;
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
