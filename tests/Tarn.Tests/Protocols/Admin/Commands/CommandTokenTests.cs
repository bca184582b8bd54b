using Tarn.Protocols.Admin.Commands;
using Xunit;

namespace Tarn.Tests.Protocols.Admin.Commands;

public sealed class CommandTokenTests
{
    [Fact]
    public void Only_its_own_header_is_taken()
    {
        CommandToken token = CommandToken.Create();

        Assert.True(token.IsIn(token.Header));
        Assert.False(token.IsIn(null));
        Assert.False(token.IsIn(""));
        Assert.False(token.IsIn(token.Text));
        Assert.False(token.IsIn(token.Header + "0"));
        Assert.False(token.IsIn(CommandToken.Create().Header));
    }

    [Fact]
    public void It_does_not_show_in_text() =>
        Assert.DoesNotContain("abc", new CommandToken("abc").ToString(), StringComparison.Ordinal);
}
