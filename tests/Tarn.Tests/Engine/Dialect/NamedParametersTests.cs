using Tarn.Engine.Dialect;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class NamedParametersTests
{
    [Theory]
    [InlineData("SELECT :a, $b", "a b")]
    [InlineData("SELECT CAST(:start AS DATE) WHERE x BETWEEN :from AND :end", "start from end")]
    [InlineData("SELECT [:a, :b], f(:c) LIMIT :n", "a b c n")]
    [InlineData("SELECT ARRAY[:a, :b], x IN [:c], x[1]", "a b c")]
    [InlineData("SELECT CASE WHEN :a = 'x' THEN :b ELSE :c END::INT", "a b c")]
    [InlineData("SELECT :a::DATE, $b::INT, {'k': :c}, x[:d::INT]", "a b c")]
    [InlineData("SELECT x::date, '2024'::date, y ::int", "")]
    [InlineData("SELECT ':a', \":b\", $$ :c $$, $t$ :d $t$ -- :e", "")]
    [InlineData("SELECT /* :a /* :b */ :c */ 1, E'\\' :d'", "")]
    [InlineData("SELECT list[:n], list[a:n], list[1:n], f(x)[:n], list[-1:n:m]", "")]
    [InlineData("SELECT {a:b, 'c':d, end:e}, MAP {'x':y}, total:price, f(a := b)", "")]
    public void Uses_are_told_from_other_colons_and_dollars(string sql, string names) =>
        Assert.Equal(names, string.Join(' ', NamedParameters.Find(sql).Select(parameter => parameter.Name)));

    [Fact]
    public void Dollars_leave_every_place_as_it_is() => Assert.Equal(
        "SELECT $a, ':a', $b",
        NamedParameters.WithDollars("SELECT :a, ':a', $b", NamedParameters.Find("SELECT :a, ':a', $b")));
}
