using Tarn.Catalog.Files;
using Tarn.Protocols.Aws.Glue.Crawlers;
using Tarn.Protocols.Aws.Wire;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue.Crawlers;

public sealed class ExclusionPatternsTests
{
    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "b/a.csv", false)]
    [InlineData("**.csv", "b/c/a.csv", true)]
    [InlineData("**.csv", "a.csv", true)]
    [InlineData("old/**", "old/b/a.csv", true)]
    [InlineData("old/**", "older/a.csv", false)]
    [InlineData("**/tmp/*", "a/b/tmp/c", true)]
    [InlineData("**/tmp/*", "tmp/c", true)]
    [InlineData("*.{tmp,bak}", "a.bak", true)]
    [InlineData("*.{tmp,bak}", "a.csv", false)]
    [InlineData("{a,b}/{c,d}", "b/c", true)]
    [InlineData("day?/a", "day1/a", true)]
    public void They_match_as_Glue_says(string pattern, string key, bool isMatch) => Assert.Equal(
        isMatch,
        ExclusionPatterns.Of([pattern]).Any(translated => new KeyPattern(translated).IsMatch(key)));

    [Theory]
    [InlineData("[a-z].csv")]
    [InlineData("{a,b")]
    [InlineData("{a,{b,c}}")]
    [InlineData("a**b")]
    [InlineData("**b/c")]
    public void A_form_that_the_lake_does_not_have_is_refused(string pattern)
    {
        AwsException error = Assert.Throws<AwsException>(() => ExclusionPatterns.Of([pattern]));

        Assert.Equal("InvalidInputException", error.Code);
        Assert.Contains(pattern, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void They_do_not_grow_without_limit() => Assert.Throws<AwsException>(
        () => ExclusionPatterns.Of([string.Concat(Enumerable.Repeat("{a,b}", 20))]));
}
