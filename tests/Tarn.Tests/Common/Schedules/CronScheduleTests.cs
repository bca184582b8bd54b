using System.Globalization;
using Tarn.Common.Schedules;
using Xunit;

namespace Tarn.Tests.Common.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", "2024-02-29T02:00 2024-03-01T02:00 2024-03-02T02:00")]
    [InlineData("*/25 9-10 * * *", "2024-02-29T09:00 2024-02-29T09:25 2024-02-29T09:50 2024-02-29T10:00")]
    [InlineData("5/20 0 * * *", "2024-02-29T00:05 2024-02-29T00:25 2024-02-29T00:45 2024-03-01T00:05")]
    [InlineData("0 0 * * mon-fri", "2024-02-29T00:00 2024-03-01T00:00 2024-03-04T00:00")]
    [InlineData("0 0 * * 0", "2024-03-03T00:00 2024-03-10T00:00")]
    [InlineData("0 0 * * 7", "2024-03-03T00:00 2024-03-10T00:00")]
    [InlineData("0 0 13 * FRI", "2024-03-01T00:00 2024-03-08T00:00 2024-03-13T00:00 2024-03-15T00:00")]
    [InlineData("0 0 */10 * FRI", "2024-03-01T00:00 2024-05-31T00:00 2024-06-21T00:00")]
    [InlineData("30 12 1,15 jan,DEC *", "2024-12-01T12:30 2024-12-15T12:30 2025-01-01T12:30")]
    [InlineData("0 0 29 2 *", "2024-02-29T00:00 2028-02-29T00:00 2032-02-29T00:00")]
    [InlineData("cron(0 2 * * ? *)", "2024-02-29T02:00 2024-03-01T02:00")]
    [InlineData("cron(15 12 ? * 1 *)", "2024-03-03T12:15 2024-03-10T12:15")]
    [InlineData("cron(0 18 ? * MON-FRI 2025)", "2025-01-01T18:00 2025-01-02T18:00")]
    [InlineData("cron(0 0 L * ? *)", "2024-02-29T00:00 2024-03-31T00:00 2024-04-30T00:00")]
    [InlineData("cron(0 0 15W * ? *)", "2024-03-15T00:00 2024-04-15T00:00 2024-05-15T00:00 2024-06-14T00:00")]
    [InlineData("cron(0 0 1W 6,9 ? *)", "2024-06-03T00:00 2024-09-02T00:00")]
    [InlineData("cron(0 0 ? * 6L *)", "2024-03-29T00:00 2024-04-26T00:00")]
    [InlineData("cron(0 0 ? * L *)", "2024-03-02T00:00 2024-03-09T00:00")]
    [InlineData("cron(0 0 ? * 2#5 *)", "2024-04-29T00:00 2024-07-29T00:00")]
    public void Moments_come_one_after_the_other(string text, string expected)
    {
        int count = expected.Split(' ').Length;

        Assert.Equal(expected, Moments(text, "UTC", "2024-02-29T00:00:00Z", count));
    }

    [Fact]
    public void A_moment_is_not_followed_by_itself_but_is_by_seconds_before_it()
    {
        CronSchedule schedule = Parse("0 2 * * *", "UTC");

        Assert.Equal(Moment("2024-03-02T02:00:00Z"), schedule.Next(Moment("2024-03-01T02:00:00Z")));
        Assert.Equal(Moment("2024-03-01T02:00:00Z"), schedule.Next(Moment("2024-03-01T01:59:59Z")));
    }

    [Theory]
    [InlineData("0 2 * * *", "2024-06-30T12:00:00Z", "2024-07-01T00:00 2024-07-02T00:00")]
    [InlineData("30 2 * * *", "2024-03-30T12:00:00Z", "2024-03-31T01:30 2024-04-01T00:30")]
    [InlineData("30 2 * * *", "2024-10-26T12:00:00Z", "2024-10-27T00:30 2024-10-28T01:30")]
    [InlineData("30 * * * *", "2024-10-26T23:45:00Z", "2024-10-27T00:30 2024-10-27T01:30 2024-10-27T02:30")]
    [InlineData("30 * * * *", "2024-03-31T00:00:00Z", "2024-03-31T00:30 2024-03-31T01:30 2024-03-31T02:30")]
    public void Clocks_of_a_time_zone_that_are_put_forward_and_back_are_followed(
        string text, string after, string expected)
    {
        int count = expected.Split(' ').Length;

        Assert.Equal(expected, Moments(text, "Europe/Berlin", after, count));
    }

    [Fact]
    public void A_schedule_of_past_years_has_no_next_moment()
    {
        CronSchedule schedule = Parse("cron(0 0 1 1 ? 2020)", "UTC");

        Assert.Null(schedule.Next(Moment("2024-01-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("daily", "expected minute, hour, day of month, month, day of week")]
    [InlineData("", "expected minute, hour")]
    [InlineData("0 2 * * ? *", "expected minute, hour")]
    [InlineData("cron(0 2 * * *)", "Glue's 'cron(0 2 * * ? *)'")]
    [InlineData("60 2 * * *", "'60' is no minute, which is from 0 to 59")]
    [InlineData("0 24 * * *", "'24' is no hour")]
    [InlineData("0 -1 * * *", "'-1' is no hour")]
    [InlineData("*/0 2 * * *", "'*/0' is no minute")]
    [InlineData("1-2-3 2 * * *", "'1-2-3' is no minute")]
    [InlineData("9-3 2 * * *", "'9-3' is no minute")]
    [InlineData("0 2 0 * *", "'0' is no day of month")]
    [InlineData("0 2 * foo *", "'foo' is no month")]
    [InlineData("0 2 * * 8", "'8' is no day of week")]
    [InlineData("0 2, * * *", "'' is no hour")]
    [InlineData("0 2 L * *", "'L' is no day of month")]
    [InlineData("cron(0 2 * * * *)", "one of day of month and day of week has to be '?'")]
    [InlineData("cron(0 2 ? * ? *)", "one of day of month and day of week has to be '?'")]
    [InlineData("cron(0 2 ? * 0 *)", "'0' is no day of week")]
    [InlineData("cron(0 2 ? * 2#6 *)", "'2#6' is no day of week")]
    [InlineData("cron(0 2 32W * ? *)", "'32W' is no day of month")]
    [InlineData("cron(0 2 * * ? 1969)", "'1969' is no year")]
    [InlineData("0 0 30 2 *", "no day is like that")]
    public void What_is_no_schedule_is_told(string text, string expected)
    {
        Assert.Null(CronSchedule.TryParse(text, TimeZoneInfo.Utc, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static string Moments(string text, string timeZone, string after, int count)
    {
        CronSchedule schedule = Parse(text, timeZone);
        DateTimeOffset moment = Moment(after).AddTicks(-1);
        List<string> moments = [];
        for (int i = 0; i < count; i++)
        {
            moment = schedule.Next(moment)!.Value;
            moments.Add(moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        }

        return string.Join(' ', moments);
    }

    private static CronSchedule Parse(string text, string timeZone)
    {
        CronSchedule? schedule = CronSchedule.TryParse(
            text, TimeZoneInfo.FindSystemTimeZoneById(timeZone), out string? problem);
        Assert.Null(problem);
        return schedule!;
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
