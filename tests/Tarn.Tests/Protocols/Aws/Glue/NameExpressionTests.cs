using Tarn.Protocols.Aws.Glue.Tables;
using Tarn.Protocols.Aws.Wire;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue;

public sealed class NameExpressionTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("trips", false)]
    [InlineData("trips_raw", true)]
    [InlineData("TRIPS_RAW", true)]
    [InlineData("trips*", true)]
    [InlineData("*raw", true)]
    [InlineData("*ps_r*", true)]
    [InlineData("other*|trips*", true)]
    [InlineData("trips.*", true)]
    [InlineData("trips_(raw|old)", true)]
    [InlineData("[a-s].*", false)]
    public void It_fits_whole_names(string? expression, bool isMatch) =>
        Assert.Equal(isMatch, new NameExpression(expression).IsMatch("trips_raw"));

    [Fact]
    public void What_is_no_expression_is_refused()
    {
        AwsException problem = Assert.Throws<AwsException>(() => new NameExpression("trips["));

        Assert.Equal("InvalidInputException", problem.Code);
    }
}
