using Tarn.Tables.DeletionVectors;
using Xunit;

namespace Tarn.Tests.Tables.DeletionVectors;

public sealed class Z85Tests
{
    [Fact]
    public void The_specification_s_example_is_decoded() =>
        Assert.Equal("864FD26FB559F75B", Convert.ToHexString(Z85.Decode("HelloWorld")));

    [Fact]
    public void The_specification_s_example_is_encoded() =>
        Assert.Equal("HelloWorld", Z85.Encode(Convert.FromHexString("864FD26FB559F75B")));

    [Theory]
    [InlineData("Hell")]
    [InlineData("Hell~")]
    [InlineData("#####")]
    public void What_is_no_Z85_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => Z85.Decode(text));
}
