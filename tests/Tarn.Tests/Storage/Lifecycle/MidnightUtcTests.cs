using System.Globalization;
using Tarn.Storage;
using Xunit;

namespace Tarn.Tests.Storage.Lifecycle;

public sealed class MidnightUtcTests
{
    [Theory]
    [InlineData("2014-01-15T10:30:00Z", 3, "2014-01-19T00:00:00Z")]
    [InlineData("2014-01-15T23:59:59Z", 1, "2014-01-17T00:00:00Z")]
    [InlineData("2014-01-15T00:00:00Z", 1, "2014-01-17T00:00:00Z")]
    [InlineData("2024-02-27T12:00:00Z", 1, "2024-02-29T00:00:00Z")]
    [InlineData("2014-01-15T22:30:00-05:00", 0, "2014-01-17T00:00:00Z")]
    public void Days_end_at_the_midnight_after_them(string start, int days, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            MidnightUtc.AfterDays(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), days));
}
