using System.Globalization;
using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class PredicateTests : EngineTest
{
    [Theory]
    [InlineData("d >= DATE '2024-01-01'", "d GreaterOrEqual DateOnly 01/01/2024")]
    [InlineData("d < CAST('2024-02-01' AS DATE)", "d Less DateOnly 02/01/2024")]
    [InlineData("d < '2024-02-01'::TIMESTAMP", "d Less DateTime 02/01/2024 00:00:00")]
    [InlineData("d < TIMESTAMP '2024-02-01 10:11:12.5'", "d Less DateTime 02/01/2024 10:11:12")]
    [InlineData("d < TIMESTAMPTZ '2024-02-01 10:00:00'", "d Less DateTimeOffset 02/01/2024 10:00:00 +00:00")]
    [InlineData("d = '2024-02-01'", "d Equal String 2024-02-01")]
    [InlineData("x BETWEEN 1 AND 2.5", "x GreaterOrEqual Int32 1; x LessOrEqual Decimal 2.5")]
    [InlineData("x IN (1, -2, 3)", "x In Int32 1 Int32 -2 Int32 3")]
    [InlineData("5 < x AND x <> 7", "x Greater Int32 5; x NotEqual Int32 7")]
    [InlineData("x = CAST(5 AS BIGINT)", "x Equal Int64 5")]
    [InlineData("x = '5'::BIGINT", "x Equal Int64 5")]
    [InlineData("x IS NULL AND y IS NOT NULL", "x IsNull; y IsNotNull")]
    [InlineData("x = true AND (y = 'a' AND z = 1e3)", "x Equal Boolean True; y Equal String a; z Equal Double 1000")]
    [InlineData("t.x = $p", "x Equal Int32 42")]
    [InlineData("T.X = 1", "X Equal Int32 1")]
    public async Task A_condition_becomes_predicates(string condition, string expected) =>
        Assert.Equal(expected, await Predicates($"SELECT * FROM t WHERE {condition}"));

    [Theory]
    [InlineData("x = 1 OR y = 2")]
    [InlineData("NOT (x = 1 AND y = 2)")]
    [InlineData("x + 1 = 2")]
    [InlineData("x = y")]
    [InlineData("x = NULL")]
    [InlineData("x IN (1, NULL)")]
    [InlineData("x NOT IN (1, 2)")]
    [InlineData("x NOT BETWEEN 1 AND 2")]
    [InlineData("x IS DISTINCT FROM 1")]
    [InlineData("x = (SELECT 1)")]
    [InlineData("s.x = 1")]
    [InlineData("x = DATE 'infinity'")]
    [InlineData("x = $unknown")]
    [InlineData("x LIKE 'a%'")]
    [InlineData("lower(x) = 'a'")]
    public async Task A_condition_that_proves_nothing_becomes_none(string condition) =>
        Assert.Equal("", await Predicates($"SELECT * FROM t WHERE {condition}"));

    [Theory]
    [InlineData("SELECT * FROM t AS u WHERE u.x = 1", "x Equal Int32 1")]
    [InlineData("SELECT * FROM raw.t WHERE raw.t.x = 1", "x Equal Int32 1")]
    [InlineData("SELECT * FROM t AS u WHERE t.x = 1", "")]
    [InlineData("SELECT * FROM t AS u(a, b) WHERE a = 1", "")]
    [InlineData("SELECT * FROM t JOIN o ON true WHERE t.x = 1 AND y = 2", "x Equal Int32 1")]
    [InlineData(
        "SELECT * FROM o LEFT JOIN t ON true WHERE t.x > 1 AND t.y IS NULL AND t.z IS NOT NULL",
        "x Greater Int32 1; z IsNotNull")]
    [InlineData("SELECT * FROM t ASOF JOIN o ON t.a >= o.a WHERE t.x = 1", "")]
    [InlineData("SELECT * FROM o POSITIONAL JOIN t WHERE t.x = 1", "")]
    [InlineData("SELECT * FROM t TABLESAMPLE 10% WHERE x = 1", "")]
    [InlineData("SELECT * FROM t WHERE x = 1 USING SAMPLE 10", "")]
    [InlineData("SELECT * FROM (SELECT * FROM t) WHERE x = 1", "")]
    [InlineData("SELECT * FROM (SELECT * FROM t WHERE x = 1) WHERE y = 2", "x Equal Int32 1")]
    [InlineData("SELECT * FROM o WHERE EXISTS (SELECT 1 FROM t WHERE t.x = 1 AND o.y = 2)", "x Equal Int32 1")]
    [InlineData("SELECT count(*) FILTER (x = 1) FROM t HAVING count(*) = 2", "")]
    [InlineData("SELECT * FROM t t1, t t2 WHERE t1.x = 1", "x Equal Int32 1 |")]
    [InlineData("SELECT * FROM t QUALIFY row_number() OVER () = 1", "")]
    public async Task Predicates_belong_to_one_table_for_certain(string sql, string expected) =>
        Assert.Equal(expected, await Predicates(sql));

    private async Task<string> Predicates(string sql)
    {
        Dictionary<string, object?> parameters = new() { ["p"] = 42 };
        ParsedQuery query = await new SqlParser(Instance).ParseAsync(sql, parameters, Token);
        return string.Join(" | ", query.Tables.Where(table => table.Table == "t").Select(Describe)).TrimEnd(' ');
    }

    private static string Describe(TableReference table) => string.Join("; ", table.Predicates.Select(predicate =>
        string.Join(' ', [predicate.Column, predicate.Operator.ToString(), .. predicate.Values.Select(Describe)])));

    private static string Describe(object? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value?.GetType().Name} {value}");
}
