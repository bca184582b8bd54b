using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Adding to, subtracting and cutting dates and times, by units.</summary>
public sealed class DatetimeArithmeticTests : DialectTest
{
    [Theory]
    [InlineData("date_add('day', 3, DATE '2020-02-27')", "2020-03-01")]
    [InlineData("date_add('MONTH', 1, DATE '2020-01-31')", "2020-02-29")]
    [InlineData("date_add('quarter', -1, TIMESTAMP '2020-05-31 10:11:12')", "2020-02-29 10:11:12")]
    [InlineData("date_add('hour', 5, TIME '22:00:00')", "03:00:00")]
    [InlineData("date_add('millisecond', 149, TIME '10:00:00.1')", "10:00:00.2")]
    [InlineData("date_add(u, 1, DATE '2020-01-31') FROM (VALUES 'year') t(u)", "2021-01-31")]
    [InlineData("date_add('day', NULL, DATE '2020-01-31')", null)]
    public async Task Units_are_added_by_the_type_of_the_value(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("date_diff('month', DATE '2020-01-31', DATE '2020-02-29')", "1")]
    [InlineData("date_diff('month', DATE '2020-02-29', DATE '2020-01-31')", "-1")]
    [InlineData("date_diff('day', TIMESTAMP '2020-03-01 10:00:00', TIMESTAMP '2020-03-02 09:00:00')", "0")]
    [InlineData("date_diff('quarter', DATE '2020-01-01', DATE '2020-12-31')", "3")]
    [InlineData("date_diff('minute', TIME '10:00:00', TIME '11:01:30')", "61")]
    public async Task Differences_count_whole_units(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("date_trunc('week', DATE '2020-02-27')", "2020-02-24")]
    [InlineData("date_trunc('hour', TIME '10:20:30')", "10:00:00")]
    [InlineData("date_trunc('quarter', TIMESTAMP '2020-05-31 10:11:12')", "2020-04-01 00:00:00")]
    [InlineData("date_trunc('day', TIMESTAMP '2020-05-31 10:11:12 America/New_York')", "2020-05-31 04:00:00+00")]
    [InlineData("date_trunc('hour', TIMESTAMP '2020-05-31 10:11:12 +05:30')", "2020-05-31 04:30:00+00")]
    public async Task Values_are_cut_to_the_unit_and_keep_their_type(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("date_add('hour', 5, DATE '2020-01-01')", "'hour' is not a valid DATE field")]
    [InlineData("date_add('day', 5, TIME '10:00:00')", "'day' is not a valid Time field")]
    [InlineData("date_diff('hour', DATE '2020-03-01', DATE '2020-02-01')", "'hour' is not a valid DATE field")]
    [InlineData("date_trunc('century', TIMESTAMP '2020-05-31 10:11:12')", "'century' is not a valid Timestamp field")]
    public async Task Units_that_the_type_has_not_are_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("extract(day FROM INTERVAL '50' HOUR)", "2")]
    [InlineData("extract(hour FROM INTERVAL '50' HOUR)", "2")]
    [InlineData("millisecond(INTERVAL '2 03:04:05.678' DAY TO SECOND)", "678")]
    [InlineData("extract(month FROM INTERVAL '3-2' YEAR TO MONTH)", "2")]
    [InlineData("to_milliseconds(INTERVAL '1' DAY)", "86400000")]
    public async Task Intervals_have_fields(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("parse_duration('1.5d')", "36:00:00")]
    [InlineData("parse_duration('42.8ms')", "00:00:00.043")]
    [InlineData("human_readable_seconds(3762)", "1 hour, 2 minutes, 42 seconds")]
    [InlineData("human_readable_seconds(-604801)", "1 week, 1 second")]
    [InlineData("human_readable_seconds(0.2)", "0 seconds")]
    public async Task Lengths_of_time_are_read_and_described(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("parse_duration('abc')", "is not a valid data duration string")]
    [InlineData("parse_duration('5x')", "Unknown time unit: x")]
    [InlineData("human_readable_seconds(nan())", "Invalid argument found: NaN")]
    public async Task Other_texts_are_no_lengths_of_time(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);
}
