using System.Numerics;
using Tarn.Engine;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class ValueTests : EngineTest
{
    public static TheoryData<string, object> Literals => new()
    {
        { "true", true },
        { "(-128)::TINYINT", sbyte.MinValue },
        { "(-32768)::SMALLINT", short.MinValue },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", byte.MaxValue },
        { "65535::USMALLINT", ushort.MaxValue },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "170141183460469231731687303715884105727::HUGEINT", (BigInteger)Int128.MaxValue },
        { "(-1)::HUGEINT", BigInteger.MinusOne },
        { "340282366920938463463374607431768211455::UHUGEINT", (BigInteger)UInt128.MaxValue },
        {
            "'-12345678901234567890123456789012345678901234567890'::BIGNUM",
            -BigInteger.Parse("12345678901234567890123456789012345678901234567890")
        },
        { "0::BIGNUM", BigInteger.Zero },
        { "1.5::FLOAT", 1.5f },
        { "-1e300::DOUBLE", -1e300 },
        { "'NaN'::DOUBLE", double.NaN },
        { "123.4::DECIMAL(4,1)", 123.4m },
        { "-12345.6789::DECIMAL(9,4)", -12345.6789m },
        { "-123456789012.345678::DECIMAL(18,6)", -123456789012.345678m },
        { "1.10::DECIMAL(38,2)", 1.10m },
        { "99999999999999999999999999999999999999::DECIMAL(38,0)", new EngineDecimal(BigInteger.Pow(10, 38) - 1, 0) },
        { "-0.05::DECIMAL(38,37)", new EngineDecimal(-5 * BigInteger.Pow(10, 35), 37) },
        { "'käse 🧀 and more than twelve bytes'", "käse 🧀 and more than twelve bytes" },
        { "'twelve bytes'", "twelve bytes" },
        { "''", "" },
        { "'a' || chr(0) || 'b'", "a\0b" },
        { "'\\x00\\xFF'::BLOB", new byte[] { 0, 255 } },
        { "'0010'::BIT", new BitString("0010") },
        { "'111111110'::BIT", new BitString("111111110") },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29) },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { "'infinity'::DATE", EngineDate.PositiveInfinity },
        { "'-infinity'::DATE", EngineDate.NegativeInfinity },
        { "TIME '23:59:59.999999'", new TimeOnly(863_999_999_990) },
        { "TIME '24:00:00'", new EngineTime(86_400_000_000_000) },
        { "TIME_NS '00:00:00.000000001'", new EngineTime(1) },
        { "TIMETZ '10:00:00+05:30'", new EngineTimeTz(36_000_000_000, 19_800) },
        { "TIMETZ '10:00:00-15:59:59'", new EngineTimeTz(36_000_000_000, -57_599) },
        { "TIMESTAMP '2024-02-29 12:34:56.123456'", new DateTime(2024, 2, 29, 12, 34, 56, 123, 456) },
        { "TIMESTAMP '1969-12-31 23:59:59.999999'", DateTime.UnixEpoch.AddTicks(-10) },
        { "'infinity'::TIMESTAMP", new EngineTimestamp(long.MaxValue, TimestampUnit.Microseconds, false) },
        { "TIMESTAMP_S '2024-02-29 12:34:56'", new DateTime(2024, 2, 29, 12, 34, 56) },
        { "TIMESTAMP_MS '2024-02-29 12:34:56.789'", new DateTime(2024, 2, 29, 12, 34, 56, 789) },
        { "TIMESTAMP_NS '2024-02-29 00:00:00.0000001'", new DateTime(2024, 2, 29).AddTicks(1) },
        { "TIMESTAMP_NS '1970-01-01 00:00:00.000000001'", new EngineTimestamp(1, TimestampUnit.Nanoseconds, false) },
        { "TIMESTAMPTZ '2024-02-29 12:00:00+02'", new DateTimeOffset(2024, 2, 29, 10, 0, 0, TimeSpan.Zero) },
        { "'-infinity'::TIMESTAMPTZ", new EngineTimestamp(-long.MaxValue, TimestampUnit.Microseconds, true) },
        { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", new Guid("00112233-4455-6677-8899-aabbccddeeff") },
        { "'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID", new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff") },
        { "INTERVAL '1 year 2 months 3 days 04:05:06.7'", new EngineInterval(14, 3, 14_706_700_000) },
        { "'b'::ENUM('a', 'b')", "b" },
        { "(SELECT large_enum FROM test_all_types(use_large_enum := true) LIMIT 1 OFFSET 1)", "enum_69999" },
        { "[1, NULL, 3]", new object?[] { 1, null, 3 } },
        { "[]::INTEGER[]", Array.Empty<object?>() },
        { "[[1], NULL, []]", new object?[] { new object?[] { 1 }, null, Array.Empty<object?>() } },
        { "[1, 2]::INTEGER[2]", new object?[] { 1, 2 } },
        { "MAP {'a': 1, 'b': NULL}", new MapValue([new("a", 1), new("b", null)]) },
        { "{'a': 1, 'b': [true]}", new StructValue([new("a", 1), new("b", new object?[] { true })]) },
        { "union_value(n := 5)::UNION(t VARCHAR, n INTEGER)", new UnionValue("n", 5) },
        { "'{\"a\": 1}'::JSON", "{\"a\": 1}" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public async Task A_literal_is_read_as_its_clr_value(string sql, object expected)
    {
        object? actual = await Scalar($"SELECT {sql}");

        Assert.Equal(expected.GetType(), actual?.GetType());
        Assert.True(ValueEquality.AreEqual(expected, actual), $"expected {expected}, was {actual}");
    }

    [Fact]
    public async Task A_struct_is_read_by_name_ignoring_case()
    {
        StructValue value = Assert.IsType<StructValue>(await Scalar("SELECT {'Fare': 7}"));

        Assert.Equal(7, value["fare"]);
        Assert.Throws<KeyNotFoundException>(() => value["tip"]);
    }

    [Fact]
    public async Task Aliases_are_kept_and_spelled()
    {
        await using RowReader reader = await Connection.QueryAsync("SELECT '[]'::JSON AS j, {'Select': 1} AS s", Token);

        Assert.Equal("JSON", reader.Columns[0].Type.ToString());
        Assert.Equal(EngineTypeKind.Varchar, reader.Columns[0].Type.Kind);
        Assert.Equal("STRUCT(\"Select\" INTEGER)", reader.Columns[1].Type.ToString());
    }

    [Theory]
    [InlineData("Fare")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("_x")]
    [InlineData("käse")]
    [InlineData("FROM")]
    [InlineData("a\"b")]
    public async Task Field_names_are_quoted_where_the_engine_quotes_them(string name)
    {
        string value = $"{{{SqlText.Identifier(name)}: 1}}";
        await using RowReader reader = await Connection.QueryAsync($"SELECT {value} AS s", Token);

        Assert.Equal(await Scalar($"SELECT typeof({value})"), reader.Columns[0].Type.ToString());
    }

    [Fact]
    public async Task Keywords_are_those_of_the_engine()
    {
        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(
            "SELECT DISTINCT keyword_name FROM duckdb_keywords() ORDER BY 1", Token);

        Assert.Equal(rows.Select(row => (string)row[0]!), SqlKeywords.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fixed_width_columns_are_read_without_a_copy()
    {
        await using RowReader reader = await Connection.QueryAsync("SELECT i, i::VARCHAR FROM range(5) t(i)", Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            Assert.Equal([0L, 1L, 2L, 3L, 4L], batch.Columns[0].AsSpan<long>().ToArray());
            Assert.Throws<InvalidOperationException>(() => batch.Columns[0].AsSpan<int>().Length);
            Assert.Throws<InvalidOperationException>(() => batch.Columns[1].AsSpan<int>().Length);
        }
    }

    [Fact]
    public async Task Typed_getters_convert_and_refuse()
    {
        await using RowReader reader = await Connection.QueryAsync(
            "SELECT 7::SMALLINT, 2.50::DECIMAL(9,2), 'x', DATE '2024-01-02', true", Token);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            Assert.Equal(7, batch.Columns[0].GetInt64(0));
            Assert.Equal(2.5, batch.Columns[1].GetDouble(0));
            Assert.Equal(2.50m, batch.Columns[1].GetDecimal(0));
            Assert.Equal("2.50", batch.Columns[1].GetString(0));
            Assert.Equal("x"u8.ToArray(), batch.Columns[2].GetUtf8(0).ToArray());
            Assert.Equal(new DateTime(2024, 1, 2), batch.Columns[3].GetDateTime(0));
            Assert.True(batch.Columns[4].GetBoolean(0));
            Assert.Throws<InvalidOperationException>(() => batch.Columns[2].GetInt64(0));
            Assert.Throws<ArgumentOutOfRangeException>(() => batch.Columns[0].IsNull(1));
        }
    }

    [Fact]
    public async Task A_batch_cannot_be_read_after_the_next()
    {
        await using RowReader reader = await Connection.QueryAsync("SELECT i FROM range(5000) t(i)", Token);
        RowBatch? first = null;
        await foreach (RowBatch batch in reader.ReadBatchesAsync(Token))
        {
            if (first is not null)
            {
                Assert.Throws<ObjectDisposedException>(() => first.Columns[0].GetInt64(0));
            }

            first ??= batch;
        }
    }
}
