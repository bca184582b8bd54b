using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Instants keep the zone that they were written with, as far as the statement tells it.</summary>
public sealed class ZoneTests : DialectTest
{
    [Theory]
    [InlineData("hour(TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'Asia/Tokyo')", "9")]
    [InlineData("hour(at_timezone(TIMESTAMP '2020-01-01 00:00:00 UTC', 'Asia/Tokyo'))", "9")]
    [InlineData("EXTRACT(HOUR FROM TIMESTAMP '2020-05-10 12:34:56 +08:35')", "12")]
    [InlineData("date(TIMESTAMP '2020-01-01 20:00:00 UTC' AT TIME ZONE 'Asia/Tokyo')", "2020-01-02")]
    [InlineData("timezone_hour(TIMESTAMP '2020-05-10 12:34:56 -08:35')", "-8")]
    [InlineData("timezone_minute(TIMESTAMP '2020-05-10 12:34:56 -08:35')", "-35")]
    [InlineData("hour(from_unixtime(7200, 'America/New_York'))", "21")]
    [InlineData("hour(from_unixtime(7200, 1, 30))", "3")]
    [InlineData("timezone_minute(TIME '12:34:56 +08:35')", "35")]
    [InlineData("hour(TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE z) FROM (VALUES 'Asia/Tokyo') t(z)", "9")]
    public async Task Fields_are_those_of_the_zone_that_is_written(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'Asia/Tokyo'", "2020-01-01 00:00:00+00")]
    [InlineData("with_timezone(TIMESTAMP '2020-01-01 00:00:00', '+05:30')", "2019-12-31 18:30:00+00")]
    [InlineData("from_unixtime(1.5, '+01:00')", "1970-01-01 00:00:01.5+00")]
    [InlineData("from_unixtime_nanos(-1234)", "1969-12-31 23:59:59.999998+00")]
    [InlineData("at_timezone(TIMESTAMP '2020-05-01 12:34:56 UTC', INTERVAL '-3' HOUR)", "2020-05-01 12:34:56+00")]
    public async Task The_instant_is_the_same_in_every_zone(string expression, string? answer) =>
        Assert.Equal(answer, await Printed(expression));

    [Theory]
    [InlineData("TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'Nowhere/X'", "Unknown TimeZone 'Nowhere/X'")]
    [InlineData("at_timezone(TIMESTAMP '2020-01-01 00:00:00 UTC', 'Nowhere/X')", "Unknown TimeZone 'Nowhere/X'")]
    [InlineData("from_unixtime(1, 'Nowhere/X')", "Unknown TimeZone 'Nowhere/X'")]
    public async Task A_zone_that_does_not_exist_is_refused(string expression, string message) =>
        Assert.Contains(message, await Error(expression), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_zone_it_is_that_of_the_session()
    {
        Assert.Equal("Pacific/Apia", await Printed("current_timezone()", "Pacific/Apia"));
        Assert.Equal("36000.0", await Printed("to_unixtime(TIMESTAMP '1970-01-01 00:00:00')", "Pacific/Honolulu"));
        Assert.Equal("-10", await Printed("timezone_hour(from_unixtime(0))", "Pacific/Honolulu"));
    }
}
