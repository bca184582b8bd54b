using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Wire;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue;

public sealed class PagingTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Pages_have_each_thing_once_and_the_last_has_no_token(int size)
    {
        List<string> read = [];
        string? token = null;
        do
        {
            (IReadOnlyList<string> page, token) = Paging.Page(Names, name => name, token, size);
            Assert.InRange(page.Count, 1, size);
            read.AddRange(page);
        }
        while (token is not null);

        Assert.Equal(Names, read);
    }

    [Fact]
    public void A_page_goes_on_though_the_last_thing_of_the_one_before_is_gone()
    {
        (_, string? token) = Paging.Page(Names, name => name, token: null, sizeAsked: 2);

        Assert.Equal(["c", "d", "e"], Paging.Page(["a", "c", "d", "e"], name => name, token, sizeAsked: null).Items);
    }

    [Fact]
    public void The_latest_come_first()
    {
        (IReadOnlyList<string> first, string? token) = Paging.LatestFirst(
            [.. Names.Reverse()], name => name, token: null, sizeAsked: 3);

        Assert.Equal(["e", "d", "c"], first);
        Assert.Equal(["b", "a"], Paging.LatestFirst([.. Names.Reverse()], name => name, token, sizeAsked: 3).Items);
    }

    [Theory]
    [InlineData("!", 1)]
    [InlineData(null, 0)]
    public void What_is_no_token_or_size_is_refused(string? token, int size) => Assert.Equal(
        "InvalidInputException",
        Assert.Throws<AwsException>(() => Paging.Page(Names, name => name, token, size)).Code);
}
