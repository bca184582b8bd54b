using System.Numerics;
using Tarn.Engine;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class SqlTextTests : EngineTest
{
    public static TheoryData<object> Values =>
    [
        true, -1, 1L, ulong.MaxValue, BigInteger.Pow(10, 30), 1.5, double.NaN, double.NegativeInfinity, -0.5f,
        12.340m, "it's \"quoted\" \\ text", new byte[] { 0, 255 }, new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3),
        new DateTime(2024, 2, 29, 1, 2, 3, 4, 5), new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.Zero),
        new EngineInterval(14, -3, 5_000_001), EngineDate.PositiveInfinity,
        new EngineTimestamp(long.MaxValue, TimestampUnit.Microseconds, true),
        new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        new object?[] { "a", null },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_literal_means_its_value(object? value)
    {
        object? back = await Scalar($"SELECT {SqlText.Literal(value)}");

        // Integer literals have the smallest type that holds them.
        bool isSame = value is ulong or long or BigInteger
            ? $"{value}" == $"{back}"
            : ValueEquality.AreEqual(value, back);
        Assert.True(isSame, $"{SqlText.Literal(value)} gave {back}");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A \"b\" c")]
    [InlineData("select")]
    [InlineData("'; DROP TABLE x; --")]
    public async Task An_identifier_means_its_name(string name)
    {
        await using RowReader reader = await Connection.QueryAsync($"SELECT 1 AS {SqlText.Identifier(name)}", Token);

        Assert.Equal(name, reader.Columns[0].Name);
    }

    [Fact]
    public void A_value_without_literal_is_refused() =>
        Assert.Throws<ArgumentException>(() => SqlText.Literal(new Uri("http://localhost")));
}
