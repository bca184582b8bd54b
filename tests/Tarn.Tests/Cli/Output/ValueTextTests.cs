using Tarn.Cli.Output;
using Xunit;

namespace Tarn.Tests.Cli.Output;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(46_712_345, "46.7 MB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(123_456_789_012, "123 GB")]
    [InlineData(-5_000, "-5.0 kB")]
    public void Bytes_have_a_fitting_unit(long bytes, string expected) =>
        Assert.Equal(expected, ValueText.Bytes(bytes));

    [Theory]
    [InlineData(0.0451, "45 ms")]
    [InlineData(0.9999, "1.00 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(125, "2 min 05 s")]
    public void Seconds_have_a_fitting_unit(double seconds, string expected) =>
        Assert.Equal(expected, ValueText.Seconds(seconds));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(double.PositiveInfinity, "inf")]
    public void Doubles_keep_all_their_digits(double value, string expected) =>
        Assert.Equal(expected, ValueText.Of(value));
}
