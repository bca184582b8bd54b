using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Queries.Statements;
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

    [Theory]
    [InlineData("UPDATE curated.t SET n = 3000000000 WHERE id = 1", 25, "out of range")]
    [InlineData("UPDATE curated.t SET n = name", 25, "Could not convert string 'a'")]
    [InlineData("UPDATE curated.t SET n = 1, m = 2", 28, "COLUMN_NOT_FOUND: table 'curated.t' has no column 'm'")]
    [InlineData("UPDATE curated.t SET n = 1, N = 2", 28, "assigned more than once")]
    [InlineData("UPDATE curated.t SET n = 1 + m", 29, "\"m\"")]
    [InlineData("UPDATE curated.t SET n = 1 WHERE m = 1", 33, "\"m\"")]
    [InlineData("UPDATE curated.t SET n = 1 WHERE\n curated.t.m = 1", 42, "\"m\"")]
    [InlineData("UPDATE curated.t SET n = id / 0", -1, "DIVISION_BY_ZERO")]
    [InlineData("UPDATE curated.t SET n = 1 FROM raw.s", 27, "syntax error")]
    [InlineData("UPDATE curated.t n = 1", 17, "mismatched input 'n'. Expecting: '.', 'SET'")]
    [InlineData("DELETE FROM curated.t x", 22, "mismatched input 'x'")]
    [InlineData("DELETE FROM curated.t WHERE", 27, "mismatched input '<EOF>'. Expecting: <expression>")]
    [InlineData("DELETE FROM curated.t WHERE id = 1)", 34, "mismatched input ')'")]
    [InlineData("DELETE FROM curated.t WHERE id = (SELECT max(x) FROM raw.none)", 53, "there is no table 'raw.none'")]
    [InlineData("DELETE FROM curated.tt WHERE id = 1", 12, "there is no table 'curated.tt'")]
    [InlineData("DELETE FROM curated.t WHERE id = (SELECT 1 FROM read_text('/etc/passwd'))", 48, "'read_text'")]
    [InlineData("DELETE FROM curated.t WHERE getenv('HOME') = ''", 28, "'getenv' is not allowed")]
    public async Task Errors_have_their_place_and_change_nothing(string sql, int position, string message)
    {
        await _lake.MakeAsync(Numbers);

        (TarnException error, int found) = await _lake.FailAsync(sql);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, found);
        Assert.Equal(0, (await _lake.LoadAsync()).Version);
    }

    [Theory]
    [InlineData("curated.e")]
    [InlineData("curated.v")]
    public async Task Other_tables_are_refused(string name)
    {
        await _lake.Lake.ExecuteAsync("CREATE TABLE curated.e AS SELECT 1 AS id");
        await _lake.Lake.ExecuteAsync("CREATE VIEW curated.v AS SELECT id FROM curated.e");

        (TarnException error, int position) = await _lake.FailAsync($"DELETE FROM {name}");

        Assert.Equal((ErrorCodes.StatementNotAllowed, 12), (error.Code, position));
        Assert.Contains("is not a Delta table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_a_model_fills_is_changed_until_the_model_runs_again()
    {
        _lake.Lake.WriteModel("staging.m", "materialized: table", "SELECT 1 AS id UNION ALL SELECT 2");
        await _lake.Lake.RunAsync();
        using (LakeHost host = await _lake.Lake.OpenAsync())
        {
            StatementResult result = await host.Statements.RunAsync(
                StatementReader.Read("DELETE FROM staging.m WHERE id = 1"), TestContext.Current.CancellationToken);
            Assert.Equal("the next run of model staging.m replaces all its rows, these among them", result.Message);
        }

        Assert.Equal(["2"], await _lake.RowsAsync(name: "staging.m"));
        await _lake.Lake.RunAsync(new RunRequest { FullRefresh = true });
        Assert.Equal(["1", "2"], await _lake.RowsAsync(name: "staging.m"));
    }
}
