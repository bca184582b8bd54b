using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Tables;

public sealed class AsOfTests
{
    [Theory]
    [InlineData("0", "version 0")]
    [InlineData("12", "version 12")]
    [InlineData("2026-03-01", "2026-03-01 00:00:00Z")]
    [InlineData("2026-03-01 12:30", "2026-03-01 12:30:00Z")]
    [InlineData("2026-03-01T12:30:05.25", "2026-03-01 12:30:05.25Z")]
    [InlineData("2026-03-01 12:30:05Z", "2026-03-01 12:30:05Z")]
    [InlineData("2026-03-01T12:30:05+02:00", "2026-03-01 10:30:05Z")]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("yesterday", null)]
    [InlineData("3/1/2026", null)]
    [InlineData("2026-02-30", null)]
    public void It_is_a_number_or_a_time(string text, string? expected) =>
        Assert.Equal(expected, AsOf.TryParse(text)?.ToString());
}
