using Tarn.Common;
using Tarn.Tables;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>DELETE and UPDATE of rows of Delta tables.</summary>
public sealed class RowChangeTests : IDisposable
{
    private const string Numbers = "SELECT 1 AS id, 'a' AS name, 10 AS n UNION ALL SELECT 2, 'b', NULL "
        + "UNION ALL SELECT 3, NULL, 30";

    private readonly ChangeLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("DELETE FROM curated.t WHERE n > 5", 2, "2|b|null")]
    [InlineData("DELETE FROM curated.t WHERE NOT (n > 10)", 1, "2|b|null", "3|null|30")]
    [InlineData("DELETE FROM curated.t WHERE name IS NULL OR n IS NULL", 2, "1|a|10")]
    [InlineData("DELETE FROM curated.t WHERE NULL", 0, "1|a|10", "2|b|null", "3|null|30")]
    [InlineData("DELETE FROM curated.t", 3)]
    [InlineData("delete from CURATED.T where T.id = 1 -- the first", 1, "2|b|null", "3|null|30")]
    [InlineData("DELETE FROM curated.t WHERE id = (SELECT max(id) FROM curated.t)", 1, "1|a|10", "2|b|null")]
    [InlineData("DELETE FROM curated.t WHERE id IN (SELECT id + 1 FROM curated.t AS o WHERE o.n = t.n + 20)", 0,
        "1|a|10", "2|b|null", "3|null|30")]
    [InlineData("UPDATE curated.t SET n = n + 1", 3, "1|a|11", "2|b|null", "3|null|31")]
    [InlineData("UPDATE curated.t SET n = id, id = n WHERE n IS NOT NULL;", 2, "2|b|null", "10|a|1", "30|null|3")]
    [InlineData("UPDATE curated.t SET name = CASE WHEN id = 1 THEN 'x' ELSE upper(name) END, n = 7 / 2", 3,
        "1|x|3", "2|B|3", "3|null|3")]
    [InlineData("UPDATE curated.t SET \"name\" = (SELECT max(name) FROM curated.t) WHERE id IN (2, 3)", 2,
        "1|a|10", "2|b|null", "3|b|30")]
    [InlineData("UPDATE curated.t SET n = '12' WHERE id = 1", 1, "1|a|12", "2|b|null", "3|null|30")]
    public async Task Rows_are_changed_as_sql_says(string sql, int changed, params string[] rows)
    {
        await _lake.MakeAsync(Numbers);

        Assert.Equal(changed, await _lake.ChangeAsync(sql));

        Assert.Equal(rows, await _lake.RowsAsync());
    }
}
