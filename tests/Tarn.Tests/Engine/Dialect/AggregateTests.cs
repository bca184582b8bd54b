using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>Aggregates whose answer is of another type than the engine's.</summary>
public sealed class AggregateTests : DialectTest
{
    [Theory]
    [InlineData("SELECT avg(x) FROM (VALUES DECIMAL '1.00', DECIMAL '2.00', DECIMAL '2.01') t(x)", "1.67")]
    [InlineData("SELECT avg(x) FROM (VALUES DECIMAL '-10.1', DECIMAL '-10.2') t(x)", "-10.2")]
    [InlineData("SELECT avg(x) FROM (VALUES DECIMAL '12345678901234567890.5', DECIMAL '0.6') t(x)",
        "6172839450617283945.6")]
    [InlineData("SELECT avg(x) FILTER (WHERE x > 1) FROM (VALUES DECIMAL '1.0', DECIMAL '2.0') t(x)", "2.0")]
    [InlineData("SELECT avg(DISTINCT x) FROM (VALUES DECIMAL '1.0', DECIMAL '1.0', DECIMAL '2.0') t(x)", "1.5")]
    [InlineData("SELECT max(a) FROM (SELECT avg(x) OVER () a FROM (VALUES DECIMAL '1', DECIMAL '4') t(x))", "3")]
    [InlineData("SELECT avg(x) FROM (VALUES DECIMAL '1.0') t(x) WHERE x > 1", null)]
    [InlineData("SELECT avg(x) FROM (VALUES 1, 2) t(x)", "1.5")]
    public async Task An_average_of_decimals_is_a_decimal_of_their_type(string query, string? answer) =>
        Assert.Equal(answer, await Printed($"({query})"));
}
