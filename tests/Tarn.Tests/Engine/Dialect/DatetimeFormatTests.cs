using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Dates and times as texts: formats of MySQL, of Joda and of ISO 8601.</summary>
public sealed class DatetimeFormatTests : DialectTest
{
    [Theory]
    [InlineData("date_parse('2020-01-05 01:02:03', '%Y-%m-%d %H:%i:%s')", "2020-01-05 01:02:03")]
    [InlineData("date_parse('20200105', '%Y%m%d')", "2020-01-05 00:00:00")]
    [InlineData("date_parse('05/jan/2020 1:02 PM', '%d/%b/%Y %l:%i %p')", "2020-01-05 13:02:00")]
    [InlineData("date_parse('2020-01-05 .123456', '%Y-%m-%d .%f')", "2020-01-05 00:00:00.123")]
    [InlineData("date_parse('1/5/69', '%c/%e/%y')", "2069-01-05 00:00:00")]
    [InlineData("date_parse('12:30', '%H:%i')", "1970-01-01 12:30:00")]
    [InlineData("date_parse('02-29', '%m-%d')", "2000-02-29 00:00:00")]
    [InlineData("date_parse('2020 131', '%Y %j')", "2020-05-10 00:00:00")]
    [InlineData("date_parse('2020 19 Sunday', '%x %v %W')", "2020-05-10 00:00:00")]
    [InlineData("date_parse(NULL, '%Y')", null)]
    [InlineData("date_parse(x, f) FROM (VALUES ('2020-01-05', '%Y-%m-%d')) t(x, f)", "2020-01-05 00:00:00")]
    public async Task A_text_is_read_by_a_format_of_MySQL(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("date_parse('5', '%H %i')", "is too short")]
    [InlineData("date_parse('13', '%m')", "Value 13 must be in the range [1,12]")]
    [InlineData("date_parse('1x', '%e')", "is malformed at \"x\"")]
    [InlineData("date_parse('30/2', '%e/%c')", "there is no such day")]
    [InlineData("date_parse('2020-01-05', '%D')", "%D not supported in date format string")]
    [InlineData("parse_datetime('1960/01/22', 'YYYY-MM-dd')", "is malformed at \"/01/22\"")]
    [InlineData("parse_datetime('1', 'b')", "Illegal pattern component: b")]
    [InlineData("from_iso8601_date('2020-02-30')", "there is no such day")]
    [InlineData("from_iso8601_timestamp('x')", "Invalid format: \"x\"")]
    public async Task A_text_that_is_not_of_the_format_is_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "date_format(TIMESTAMP '2001-01-09 13:04:05.321', '%Y|%y|%c|%e|%d|%f|%H|%k|%h|%l|%i|%j')",
        "2001|01|1|9|09|321000|13|13|01|1|04|009")]
    [InlineData(
        "date_format(TIMESTAMP '2001-01-09 13:04:05.321', '%M|%m|%p|%r|%S|%T|%v|%x|%W|%a|%b|%%|%g')",
        "January|01|PM|01:04:05 PM|05|13:04:05|02|2001|Tuesday|Tue|Jan|%|g")]
    [InlineData("date_format(TIMESTAMP '2001-01-09 13:04:05.321 +07:09', '%H:%i')", "13:04")]
    [InlineData("date_format(DATE '2001-01-09', '%W %e')", "Tuesday 9")]
    [InlineData(
        "date_format(t, f) FROM (VALUES (TIMESTAMP '2001-01-09 13:04:05.321', '%W %e %r %f')) x(t, f)",
        "Tuesday 9 01:04:05 PM 321000")]
    public async Task A_time_is_written_by_a_format_of_MySQL(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData(
        "format_datetime(TIMESTAMP '2001-08-22 03:04:05.321', 'EEE, dd MMM yyyy h:mm a ''at'' SSSS')",
        "Wed, 22 Aug 2001 3:04 AM at 3210")]
    [InlineData(
        "format_datetime(TIMESTAMP '2001-08-22 03:04:05.321 +07:09', 'yyyy-MM-dd HH:mm:ss ZZ')",
        "2001-08-22 03:04:05 +07:09")]
    [InlineData(
        "format_datetime(TIMESTAMP '2001-08-22 03:04:05 America/Los_Angeles', 'HH:mm Z ZZZ')",
        "03:04 -0700 America/Los_Angeles")]
    [InlineData(
        "format_datetime(DATE '2001-08-22', 'D e w xxxx C G K k EEEE')",
        "234 3 34 2001 20 AD 0 24 Wednesday")]
    public async Task A_time_is_written_by_a_format_of_Joda(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("parse_datetime('2020-05-10 12:34', 'yyyy-MM-dd HH:mm')", "2020-05-10 12:34:00+00")]
    [InlineData("parse_datetime('1960/01/22 03:04 +0500', 'YYYY/MM/dd HH:mm Z')", "1960-01-21 22:04:00+00")]
    [InlineData("parse_datetime('1960/01/22 03:04 Asia/Tokyo', 'YYYY/MM/dd HH:mm ZZZ')", "1960-01-21 18:04:00+00")]
    [InlineData("parse_datetime('May 10, 2020 at 12 PM', 'MMM d, yyyy ''at'' hh a')", "2020-05-10 12:00:00+00")]
    public async Task A_text_is_read_by_a_format_of_Joda(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00')", "2020-05-11 10:15:05.055+00")]
    [InlineData("from_iso8601_timestamp('2020-W20')", "2020-05-11 00:00:00+00")]
    [InlineData("from_iso8601_timestamp_nanos('2016-11-08T10:34:56.123456789Z')", "2016-11-08 10:34:56.123456+00")]
    [InlineData("from_iso8601_date('2020-W19-1')", "2020-05-04")]
    [InlineData("from_iso8601_date('2020-123')", "2020-05-02")]
    [InlineData("to_iso8601(DATE '2020-01-02')", "2020-01-02")]
    [InlineData("to_iso8601(TIMESTAMP '2020-01-02 03:04:05')", "2020-01-02T03:04:05")]
    [InlineData("to_iso8601(TIMESTAMP '2020-01-02 03:04:05.120 UTC')", "2020-01-02T03:04:05.120Z")]
    [InlineData("to_iso8601(TIMESTAMP '2020-01-02 03:04:05 -03:30')", "2020-01-02T03:04:05-03:30")]
    public async Task ISO_8601_is_read_and_written(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));
}
