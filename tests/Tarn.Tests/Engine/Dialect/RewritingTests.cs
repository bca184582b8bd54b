using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>What is rewritten, what is left alone, and where errors are said to be.</summary>
public sealed class RewritingTests : EngineTest
{
    /// <summary>Statements of the engine's own SQL come through as they are, blanks and comments included.</summary>
    [Theory]
    [InlineData("SELECT a -- , b\n  , c /* ] */ FROM t WHERE x::int > 1")]
    [InlineData("SELECT * EXCLUDE (a) REPLACE (b AS c) FROM t QUALIFY row_number() OVER (PARTITION BY a) = 1")]
    [InlineData("SELECT {'a':x, 'b': y} AS s, a[b:c] AS l FROM t")]
    [InlineData("SELECT {'a': 1, 'b': x} a, [1, 2, 3][1:2] b, col->'$.a' AS c, col->>'b' d FROM t")]
    [InlineData("SELECT list_transform(a, lambda x: x + 1) a, [x FOR x IN a IF x > 0] b FROM t")]
    [InlineData("SELECT count(*) FILTER (WHERE a > 1) a, sum(b) OVER w AS b FROM t WINDOW w AS (ORDER BY c)")]
    [InlineData("FROM t SELECT a LIMIT 3")]
    [InlineData("SELECT -1 a, +2 AS b, - -3 c, 1.5e-3 AS \"d\", .5 \"e\", t.* FROM t")]
    [InlineData("SELECT 'it''s' a, E'a\\'b' b, $$ x -> y $$ AS c, \"quoted -> name\" FROM t")]
    [InlineData("VALUES (1, 'a'), (2, 'b')")]
    [InlineData("FROM t TABLESAMPLE BERNOULLI (10 PERCENT), u TABLESAMPLE RESERVOIR (5 ROWS), v TABLESAMPLE 3%")]
    [InlineData("SELECT ) FROM ( [")]
    [InlineData("")]
    public void What_does_not_differ_is_left_alone(string sql) =>
        Assert.Equal(sql, DialectStatement.Of(sql, SqlDialect.Athena).Sql);

    [Theory]
    [InlineData("SELECT * FROM (VALUES 1, 2) t(x)", "SELECT * FROM (VALUES (1), (2)) t(x)")]
    [InlineData("VALUES ROW(1, 2), ROW(3, 4) ORDER BY 1", "VALUES (1, 2), (3, 4) ORDER BY 1")]
    [InlineData("SELECT transform(a, x -> x + 1) b FROM t", "SELECT list_transform(a, lambda x: x + 1) b FROM t")]
    [InlineData("SELECT X'0a FF' x", "SELECT from_hex('0aFF') x")]
    [InlineData("SELECT lag(x) IGNORE NULLS OVER (ORDER BY y) l", "SELECT lag(x IGNORE NULLS) OVER (ORDER BY y) l")]
    [InlineData("SELECT ? a, :name b, ?::int c", "SELECT $1 a, $name b, $2::int c")]
    [InlineData("SELECT CAST(a AS ARRAY(ROW(x int, date))) b", "SELECT CAST(a AS STRUCT(x int, field1 date)[]) b")]
    [InlineData("SELECT AwsDataCatalog.d.t.a FROM \"awsdatacatalog\".d.t", "SELECT d.t.a FROM d.t")]
    [InlineData("FROM t TABLESAMPLE BERNOULLI (10) x", "FROM t TABLESAMPLE BERNOULLI (10 PERCENT) x")]
    [InlineData("FROM t TABLESAMPLE System(2.5)", "FROM t TABLESAMPLE System(2.5 PERCENT)")]
    [InlineData("SELECT awsdatacatalog.t FROM awsdatacatalog.t", "SELECT awsdatacatalog.t FROM awsdatacatalog.t")]
    [InlineData("SELECT INTERVAL '1-2' YEAR TO MONTH i", "SELECT INTERVAL '1 year 2 month' i")]
    public void What_differs_is_written_for_the_engine(string sql, string expected) =>
        Assert.Equal(expected, DialectStatement.Of(sql, SqlDialect.Athena).Sql);

    [Fact]
    public void Nothing_is_rewritten_in_the_engines_own_dialect()
    {
        const string sql = "SELECT transform(a, x -> x) || X'00' FROM (VALUES 1)";

        Assert.Equal(sql, DialectStatement.Of(sql, SqlDialect.DuckDb).Sql);
    }

    [Theory]
    [InlineData("SELECT cardinality(MAP(ARRAY[1], ARRAY[2])) / 2", 0.0)]
    [InlineData("SELECT ARRAY[1] || 2 || ARRAY[3]", null)]
    [InlineData("SELECT 7 / 2", 3.0)]
    [InlineData("SELECT 7 / 2e0", 3.5)]
    public async Task Types_decide_where_the_text_does_not(string sql, double? expected)
    {
        object? answer = await AthenaScalar(sql);

        if (expected is null)
        {
            Assert.Equal([1, 2, 3], Assert.IsType<object?[]>(answer).Cast<int>());
        }
        else
        {
            Assert.Equal(expected, Convert.ToDouble(answer, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Types_are_found_where_an_expression_stands_in_group_by_too()
    {
        object? answer = await AthenaScalar(
            "SELECT max(half) FROM (SELECT x / 2 AS half, count(*) FROM (VALUES 4, 5) t(x) GROUP BY x / 2)");

        Assert.Equal(2, answer);
    }

    [Theory]
    [InlineData("SELECT 1 / 0", "DIVISION_BY_ZERO")]
    [InlineData("SELECT DECIMAL '1' / DECIMAL '0.0'", "DIVISION_BY_ZERO")]
    [InlineData("SELECT ARRAY[1, 2][3]", "Array subscript must be less than or equal to array length: 3 > 2")]
    [InlineData("SELECT MAP(ARRAY['a'], ARRAY[1])['b']", "Key not present in map: b")]
    public async Task Errors_of_Trino_are_errors_here(string sql, string message)
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => AthenaScalar(sql));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT TRY(1 / 0)")]
    [InlineData("SELECT TRY(ARRAY[1][2])")]
    [InlineData("SELECT element_at(ARRAY[1], 2)")]
    public async Task Errors_can_be_asked_to_be_null(string sql) => Assert.Null(await AthenaScalar(sql));

    [Theory]
    [InlineData("SELECT transform(ARRAY[1], x -> x + 1), unknown_column", "unknown_column")]
    [InlineData("SELECT * FROM (VALUES 1, 2) t(x) WHERE nothing = 1", "nothing")]
    public async Task An_error_has_its_place_in_the_text_as_it_was_written(string sql, string at)
    {
        DialectStatement statement = DialectStatement.Of(sql, SqlDialect.Athena);

        EngineException exception = await Assert.ThrowsAsync<EngineException>(
            () => Connection.ExecuteAsync(statement.Sql, Token));

        Assert.Equal(sql.IndexOf(at, StringComparison.Ordinal), statement.Locate(exception).Position);
    }

    [Fact]
    public void A_statement_nested_beyond_measure_is_an_error()
    {
        string sql = "SELECT " + new string('(', 100_000) + "1" + new string(')', 100_000);

        EngineException exception = Assert.Throws<EngineException>(() => DialectStatement.Of(sql, SqlDialect.Athena));

        Assert.Contains("nested too deeply", exception.Message, StringComparison.Ordinal);
    }

    private async Task<object?> AthenaScalar(string sql)
    {
        DialectStatement statement = DialectStatement.Of(sql, SqlDialect.Athena);
        await statement.ResolveAsync(Connection, null, Token);
        return await Connection.ScalarAsync(statement.Sql, Token);
    }
}
