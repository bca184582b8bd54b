using System.Reflection;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Common;

public sealed class FailpointTests
{
    [Fact]
    public void Every_constant_is_listed_once()
    {
        IEnumerable<string> constants = typeof(Failpoints)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(StringComparer.Ordinal), Failpoints.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_names_a_place_and_a_hit()
    {
        Assert.Equal((Failpoints.StateWriteBeforeRename, 1), Failpoint.Parse("state.write.before_rename"));
        Assert.Equal((Failpoints.StateWriteBeforeRename, 12), Failpoint.Parse("state.write.before_rename:12"));
    }

    [Theory]
    [InlineData("state.write.before_renam")]
    [InlineData("state.write.before_rename:0")]
    [InlineData("state.write.before_rename:x")]
    [InlineData("")]
    public void An_unknown_value_stops_the_process_with_a_suggestion(string value)
    {
        TarnException refused = Assert.Throws<TarnException>(() => Failpoint.Parse(value));

        Assert.Equal(ErrorCodes.BadArgument, refused.Code);
        Assert.NotNull(refused.Hint);
    }

    [Fact]
    public void Without_the_variable_a_hit_does_nothing() => Failpoint.Hit(Failpoints.StoragePutBeforeRename);
}
