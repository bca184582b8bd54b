using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Engine.Parsing.Lineage;
using Xunit;

namespace Tarn.Tests.Engine.Parsing.Lineage;

public sealed class QueryLineageReaderTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Tables = new()
    {
        ["s.t"] = ["id", "a", "b", "l", "st"],
        ["s.u"] = ["id", "c", "d"],
    };

    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions { Threads = 1 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _instance.Dispose();

    [Theory]
    [InlineData("SELECT a, t.b AS x, s.t.id FROM s.t", "a=t.a x=t.b id=t.id")]
    [InlineData("SELECT a + b AS x, upper(a) AS y, a::INT AS z FROM s.t", "x=~t.a,~t.b y=~t.a z=~t.a")]
    [InlineData("SELECT sum(a + b) AS x, count(*) AS n FROM s.t", "x=+t.a,+t.b n=")]
    [InlineData("SELECT sum(a) FILTER (WHERE b > 1) AS x FROM s.t", "x=+t.a,?t.b")]
    [InlineData("SELECT CASE WHEN a > 1 THEN b ELSE l END AS x FROM s.t", "x=?t.a,~t.b,~t.l")]
    [InlineData("SELECT lag(a) OVER (PARTITION BY b ORDER BY id) AS x FROM s.t", "x=~t.a,wt.b,wt.id")]
    [InlineData("SELECT * FROM s.u", "id=u.id c=u.c d=u.d")]
    [InlineData("SELECT * EXCLUDE (c) REPLACE (d * 2 AS d) FROM s.u", "id=u.id d=~u.d")]
    [InlineData("SELECT u.*, a FROM s.t JOIN s.u USING (id)", "id=u.id c=u.c d=u.d a=t.a")]
    [InlineData("SELECT id, c FROM s.t JOIN s.u USING (id)", "id=t.id,u.id c=u.c")]
    [InlineData("SELECT COLUMNS('^[cd]$') FROM s.u", "c=u.c d=u.d")]
    [InlineData("SELECT max(COLUMNS(* EXCLUDE (id))) FROM s.u", "c=+u.c d=+u.d")]
    [InlineData("WITH x AS (SELECT a AS k, b FROM s.t), y AS (SELECT k + 1 AS k FROM x) SELECT * FROM y", "k=~t.a")]
    [InlineData("SELECT x.m FROM (SELECT max(a) AS m FROM s.t) x", "m=+t.a")]
    [InlineData("SELECT m * 2 AS n FROM (SELECT max(a) AS m FROM s.t)", "n=+t.a")]
    [InlineData("SELECT a FROM s.t UNION ALL SELECT c FROM s.u", "a=t.a,u.c")]
    [InlineData("SELECT a, b FROM s.t UNION ALL BY NAME SELECT c AS b, d FROM s.u", "a=t.a b=t.b,u.c d=u.d")]
    [InlineData("SELECT a AS x, x + 1 AS y FROM s.t", "x=t.a y=~t.a")]
    [InlineData("SELECT st.f.g AS x, l[1] AS y FROM s.t", "x=~t.st y=~t.l")]
    [InlineData("SELECT list_transform(l, lambda e: e + a) AS x FROM s.t", "x=~t.l,~t.a")]
    [InlineData("SELECT e AS x FROM s.t, unnest(l) AS v(e)", "x=~t.l")]
    [InlineData("SELECT v.x FROM (VALUES (1), (2)) v(x)", "x=")]
    [InlineData("SELECT (SELECT max(c) FROM s.u WHERE u.id = t.id) AS x FROM s.t", "x=+u.c,ft.id,fu.id")]
    [InlineData(
        "WITH RECURSIVE r(n, m) AS (SELECT a, b FROM s.t UNION ALL SELECT m, n FROM r WHERE n < 9) SELECT n FROM r",
        "n=t.a,t.b")]
    [InlineData("SELECT q.x FROM s.t JOIN LATERAL (SELECT t.a + 1 AS x) q ON true", "x=~t.a")]
    [InlineData("SELECT z FROM s.t AS t(x, y, z)", "z=t.b")]
    [InlineData("SELECT t AS row FROM s.t", "row=~t.id,~t.a,~t.b,~t.l,~t.st")]
    [InlineData("SELECT known, x.anything FROM other x", "known=other.known anything=other.anything")]
    public async Task Columns_are_followed_to_the_tables(string sql, string expected)
    {
        QueryLineage lineage = await ReadAsync(sql);

        Assert.Equal(
            expected,
            string.Join(' ', lineage.Columns.Select(column =>
                $"{column.Name}={string.Join(',', column.Sources.Select(Text))}")));
    }

    [Theory]
    [InlineData("SELECT 1 FROM s.t WHERE a > 1 AND b IN (SELECT c FROM s.u WHERE d = 2)", "ft.a ft.b fu.c fu.d")]
    [InlineData("SELECT 1 FROM s.t JOIN s.u ON t.id = u.id", "jt.id ju.id")]
    [InlineData("SELECT 1 FROM s.t NATURAL JOIN s.u", "jt.id ju.id")]
    [InlineData("SELECT 1 FROM s.t SEMI JOIN s.u ON t.id = u.c", "jt.id ju.c")]
    [InlineData("SELECT a AS x, sum(b) FROM s.t GROUP BY ALL", "gt.a")]
    [InlineData("SELECT a AS x, sum(b) FROM s.t GROUP BY 1 HAVING sum(l) > 2", "ft.l gt.a")]
    [InlineData("SELECT a FROM s.t ORDER BY b, 1", "ot.a ot.b")]
    [InlineData("SELECT DISTINCT ON (b) a FROM s.t", "gt.b")]
    [InlineData("SELECT a FROM s.t UNION SELECT c FROM s.u ORDER BY a", "ot.a ou.c")]
    [InlineData("SELECT x FROM (SELECT a AS x FROM s.t WHERE b = 1)", "ft.b")]
    [InlineData("SELECT a FROM s.t QUALIFY row_number() OVER (PARTITION BY b) = 1", "wt.b")]
    public async Task What_decides_about_rows_is_told_apart(string sql, string expected)
    {
        QueryLineage lineage = await ReadAsync(sql);

        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            lineage.Rows.Select(Text).Order(StringComparer.Ordinal));
    }

    private static string Text(LineageSource source)
    {
        string kind = source.Kind switch
        {
            LineageKind.Identity => "",
            LineageKind.Transformation => "~",
            LineageKind.Aggregation => "+",
            LineageKind.Conditional => "?",
            LineageKind.Window => "w",
            LineageKind.Join => "j",
            LineageKind.Filter => "f",
            LineageKind.GroupBy => "g",
            _ => "o",
        };
        return $"{kind}{source.Column.Table}.{source.Column.Column}";
    }

    private async Task<QueryLineage> ReadAsync(string sql)
    {
        using DuckConnection connection = _instance.Connect();
        IReadOnlySet<string> aggregates = await QueryLineageReader.AggregatesAsync(connection, Cancellation);
        return await new QueryLineageReader(new SqlParser(_instance), aggregates).ReadAsync(
            sql, (schema, table) => Tables.GetValueOrDefault($"{schema}.{table}"), Cancellation);
    }
}
