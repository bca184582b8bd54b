using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class SqlParserTests : EngineTest
{
    [Theory]
    [InlineData("SELECT 1", "")]
    [InlineData("SELECT * FROM a", "a@14")]
    [InlineData("FROM raw.trips", "raw.trips@5")]
    [InlineData("SELECT * FROM lake.raw.\"My Trips\"", "lake.raw.My Trips@14")]
    [InlineData("SELECT 'ä🦆', * FROM a, b CROSS JOIN c", "a@21 b@24 c@37")]
    [InlineData("SELECT * FROM a LEFT JOIN b USING (k) POSITIONAL JOIN c", "a@14 b@26 c@54")]
    [InlineData(
        "SELECT (SELECT max(x) FROM a), EXISTS (FROM b) FROM c WHERE x IN (SELECT y FROM d) QUALIFY (FROM e)",
        "a@27 b@44 c@52 d@80 e@97")]
    [InlineData(
        "SELECT * FROM a UNION ALL (SELECT * FROM b EXCEPT SELECT * FROM c ORDER BY (FROM d))",
        "a@14 b@41 c@64 d@81")]
    [InlineData("SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x)", "a@14 b@40")]
    [InlineData("SELECT * FROM (PIVOT a ON year IN (2000, 2010) USING sum(pop))", "a@21")]
    [InlineData("UNPIVOT a ON x, y INTO NAME n VALUE v", "a@8")]
    [InlineData("SELECT * FROM (VALUES (1), ((SELECT 1 FROM a))) v(x)", "a@43")]
    [InlineData("SELECT * FROM a AT (VERSION => 3)", "a@14")]
    [InlineData("SELECT * FROM read_csv((SELECT f FROM a))", "a@38")]
    [InlineData("SELECT sum(x) OVER (ORDER BY (SELECT 1 FROM a)) FROM b", "b@53 a@44")]
    [InlineData("DESCRIBE a", "a@9")]
    public async Task Tables_are_found_with_their_places(string sql, string expected) =>
        Assert.Equal(Sorted(expected), Sorted(await Tables(sql)));

    [Theory]
    [InlineData("WITH c AS (SELECT * FROM a) SELECT * FROM c JOIN b ON true", "a b")]
    [InlineData("WITH C AS MATERIALIZED (SELECT * FROM a) SELECT * FROM c", "a")]
    [InlineData("WITH c AS (SELECT * FROM a), d AS (SELECT * FROM c) SELECT * FROM d", "a")]
    [InlineData("WITH c AS (SELECT * FROM d), d AS (SELECT * FROM a) SELECT * FROM c", "d a")]
    [InlineData("WITH c AS (SELECT * FROM c) SELECT * FROM c", "c")]
    [InlineData("WITH RECURSIVE c AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM c, a) SELECT * FROM c", "a")]
    [InlineData("WITH c AS (SELECT 1) SELECT * FROM main.c", "main.c")]
    [InlineData("SELECT * FROM (WITH c AS (SELECT * FROM a) SELECT * FROM c), c", "a c")]
    [InlineData("WITH c AS (SELECT 1) SELECT (SELECT count(*) FROM c), (WITH d AS (FROM c) SELECT 1 FROM d, e)", "e")]
    [InlineData("WITH c AS (SELECT 1) SELECT * FROM a UNION SELECT * FROM c", "a")]
    public async Task Common_table_expressions_are_no_tables_where_they_are_in_scope(string sql, string expected)
    {
        string tables = string.Join(' ', (await Tables(sql)).Split(' ').Select(table => table.Split('@')[0]));

        Assert.Equal(Sorted(expected), Sorted(tables));
    }

    [Fact]
    public async Task Functions_and_parameters_are_found()
    {
        ParsedQuery query = await new SqlParser(Instance).ParseAsync(
            "SELECT Upper(name), x + $low FROM Read_Parquet($path) WHERE x < $low AND lower(name) = 'a'", Token);

        Assert.Equal([new FunctionReference("read_parquet", 34)], query.TableFunctions);
        Assert.Superset(
            new HashSet<string> { "upper", "lower" },
            query.ScalarFunctions.Select(function => function.Name).ToHashSet());
        Assert.Equal(["low", "path"], query.Parameters);
    }

    [Fact]
    public async Task Positional_parameters_are_named_by_number() =>
        Assert.Equal(["1", "2"], (await new SqlParser(Instance).ParseAsync("SELECT ?, ?", Token)).Parameters);

    [Theory]
    [InlineData("SELEC 1", 0)]
    [InlineData("SELECT 'ä🦆' FROM\nWHERE x", 18)]
    [InlineData("SELECT (1", 9)]
    public async Task Text_that_is_not_sql_is_a_parser_error_with_its_place(string sql, int position)
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => Tables(sql));

        Assert.Equal((EngineErrorKind.Parser, ErrorCodes.SqlSyntax), (exception.Kind, exception.Code));
        Assert.Equal(position, exception.Position);
    }

    [Theory]
    [InlineData("INSERT INTO a VALUES (1)")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; DROP TABLE a")]
    [InlineData("COPY a TO 'x.csv'")]
    [InlineData("ATTACH 'x.db'")]
    [InlineData("SET threads = 1")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public async Task Anything_but_one_select_is_not_allowed(string sql)
    {
        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => Tables(sql));

        Assert.Equal(ErrorCodes.StatementNotAllowed, exception.Code);
    }

    [Fact]
    public async Task Deep_nesting_is_an_error_not_a_crash()
    {
        await Assert.ThrowsAsync<EngineException>(() => Tables(Nested(5000)));
        Assert.Equal("a@914", await Tables(Nested(180)));

        static string Nested(int depth) =>
            $"SELECT {string.Concat(Enumerable.Repeat("abs(", depth))}1{new string(')', depth)} FROM a";
    }

    private static string Sorted(string words) => string.Join(' ', words.Split(' ').Order(StringComparer.Ordinal));

    private async Task<string> Tables(string sql)
    {
        ParsedQuery query = await new SqlParser(Instance).ParseAsync(sql, Token);
        return string.Join(' ', query.Tables.Select(Shown));
    }

    private static string Shown(TableReference table)
    {
        string?[] parts = [table.Catalog, table.Schema, $"{table.Table}@{table.Position}"];
        return string.Join('.', parts.Where(part => part is not null));
    }
}
