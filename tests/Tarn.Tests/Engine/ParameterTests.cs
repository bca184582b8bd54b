using System.Numerics;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class ParameterTests : EngineTest
{
    public static TheoryData<object, string> Values => new()
    {
        { true, "BOOLEAN" },
        { (sbyte)-1, "TINYINT" },
        { (short)-1, "SMALLINT" },
        { -1, "INTEGER" },
        { -1L, "BIGINT" },
        { (byte)1, "UTINYINT" },
        { (ushort)1, "USMALLINT" },
        { 1u, "UINTEGER" },
        { ulong.MaxValue, "UBIGINT" },
        { (BigInteger)Int128.MinValue, "HUGEINT" },
        { (BigInteger)UInt128.MaxValue, "UHUGEINT" },
        { -BigInteger.Pow(10, 60), "BIGNUM" },
        { 0.5f, "FLOAT" },
        { 0.5, "DOUBLE" },
        { -12.340m, "DECIMAL(5,3)" },
        { 0.05m, "DECIMAL(2,2)" },
        { decimal.MaxValue, "DECIMAL(29,0)" },
        { new EngineDecimal(BigInteger.Pow(10, 37), 5), "DECIMAL(38,5)" },
        { "it's\0text 🦆", "VARCHAR" },
        { new byte[] { 0, 1, 255 }, "BLOB" },
        { new BitString("10110"), "BIT" },
        { new DateOnly(2024, 2, 29), "DATE" },
        { new TimeOnly(1, 2, 3, 4, 5), "TIME" },
        { new DateTime(2024, 2, 29, 1, 2, 3), "TIMESTAMP" },
        { new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.Zero), "TIMESTAMP WITH TIME ZONE" },
        { new EngineTimeTz(1, -3600), "TIME WITH TIME ZONE" },
        { new EngineInterval(1, 2, 3), "INTERVAL" },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), "UUID" },
        { new object?[] { 1, null }, "INTEGER[]" },
        { new MapValue([new("a", 1L)]), "MAP(VARCHAR, BIGINT)" },
        { new StructValue([new("a", 1), new("b", "x")]), "STRUCT(a INTEGER, b VARCHAR)" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_arrives_with_its_type_and_comes_back(object value, string type)
    {
        Assert.Equal(type, await ScalarWith("SELECT typeof($p)", value));
        object? back = await ScalarWith("SELECT $p", value);
        Assert.True(ValueEquality.AreEqual(value, back), $"sent {value}, received {back}");
    }

    [Fact]
    public async Task Null_can_be_bound()
    {
        Assert.Equal(true, await ScalarWith("SELECT $p IS NULL", null));
        Assert.Equal(5, await ScalarWith("SELECT coalesce($p, 5)", new TypedValue(null, new(EngineTypeKind.Integer))));
    }

    [Fact]
    public async Task A_time_span_is_an_interval()
    {
        Assert.Equal(
            new EngineInterval(0, 1, 3_600_000_000), await ScalarWith("SELECT $p", new TimeSpan(1, 1, 0, 0)));
    }

    [Fact]
    public async Task A_missing_parameter_is_named()
    {
        EngineException exception = await Fails("SELECT $start");

        Assert.Equal(EngineErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("$start", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_the_statement_does_not_name_are_ignored()
    {
        Dictionary<string, object?> parameters = new() { ["a"] = 1, ["unused"] = new object() };

        Assert.Equal(0, await Connection.ExecuteAsync("SELECT $a", parameters, Token));
    }

    [Fact]
    public async Task A_value_without_a_type_is_refused()
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(
            () => ScalarWith("SELECT $p", new Uri("http://localhost")));

        Assert.Equal(ErrorCodes.ConversionFailed, exception.Code);
        Assert.Contains("Uri", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_outside_of_its_type_is_refused()
    {
        TypedValue value = new(1000, new EngineType(EngineTypeKind.TinyInt));

        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => ScalarWith("SELECT $p", value));

        Assert.Equal(EngineErrorKind.Conversion, exception.Kind);
    }
}
