using Tarn.Engine;
using Tarn.Engine.Dialect;
using Xunit;

namespace Tarn.Tests.Engine.Dialect;

/// <summary>What columns of results are called.</summary>
public sealed class UnnamedColumnTests : EngineTest
{
    [Theory]
    [InlineData("SELECT 1 + 1, 'a', NULL, current_date, x = 1, NOT x IS NULL, CASE WHEN true THEN 1 END FROM t")]
    [InlineData("SELECT -1, l[1:1], cast(x AS double), x::text, (SELECT 5), ((x + 1)), EXISTS (SELECT 1), true FROM t")]
    [InlineData("SELECT x IN (1, 2), x BETWEEN 1 AND x, x IS DISTINCT FROM y, 'a' LIKE 'a' ESCAPE '!' FROM t")]
    [InlineData("SELECT count(*), sum(x) FILTER (WHERE y > 1), max(x) OVER () FROM t GROUP BY x")]
    [InlineData("SELECT ALL x + 1, DATE '2020-01-01' FROM t UNION ALL SELECT 2, NULL")]
    [InlineData("SELECT DISTINCT x + 1 FROM t ORDER BY x + 1 LIMIT 1")]
    [InlineData("SELECT * FROM (SELECT 1, x + 1 FROM t)")]
    [InlineData("WITH a AS (SELECT x + 1, 2 FROM t) SELECT * FROM a")]
    public async Task Expressions_are_called_by_their_place(string sql)
    {
        string[] names = await NamesAsync(sql);

        Assert.Equal(names.Select((_, place) => $"_col{place}"), names);
    }

    [Theory]
    [InlineData("SELECT x, t.y, (x), x + 1 z, 1 \"Z\", x = 1 AS b FROM t", "x y x z Z b")]
    [InlineData("SELECT s.f, s.f + 1, x FROM t", "f _col1 x")]
    [InlineData("SELECT DISTINCT ON (x + 1) x, y + 1 FROM t", "x _col1")]
    [InlineData("SELECT * EXCLUDE (s, l), 1, t.*, x + 1 FROM t", "x y _col2 x y s l _col7")]
    [InlineData("SELECT *, 2 FROM (SELECT x, t.*, y + 1 FROM t)", "x x_1 y s l _col5 _col6")]
    [InlineData("SELECT x, ? + 1, *, ? FROM t", "x _col1 x y s l _col6")]
    [InlineData("SELECT COLUMNS('[xy]'), 7 FROM t", "x y _col2")]
    [InlineData("SELECT 1 AS _col7, 2", "_col7 _col1")]
    public async Task Names_stay_and_stars_count(string sql, string expected) =>
        Assert.Equal(expected.Split(' '), await NamesAsync(sql));

    [Fact]
    public void The_engines_own_dialect_has_its_own_names() =>
        Assert.Equal("SELECT 1 + 1", DialectStatement.Of("SELECT 1 + 1", SqlDialect.DuckDb).Sql);

    private async Task<string[]> NamesAsync(string sql)
    {
        await Connection.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS x, 2 AS y, {'f': 1} AS s, [1] AS l", Token);
        Dictionary<string, object?> parameters = sql.Contains('?', StringComparison.Ordinal)
            ? new() { ["1"] = 1, ["2"] = 2 }
            : [];
        DialectStatement statement = DialectStatement.Of(sql, SqlDialect.Athena);
        await statement.ResolveAsync(Connection, parameters, Token);
        await using RowReader rows = await Connection.QueryAsync(statement.Sql, parameters, Token);
        return [.. rows.Columns.Select(column => column.Name)];
    }
}
