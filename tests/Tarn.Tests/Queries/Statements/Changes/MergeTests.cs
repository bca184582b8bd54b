using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>MERGE into Delta tables.</summary>
public sealed class MergeTests : IAsyncLifetime
{
    private const string Merge = "MERGE INTO curated.t USING curated.s AS s ON t.id = s.id ";

    private readonly ChangeLake _lake = new();

    public async ValueTask InitializeAsync()
    {
        await _lake.MakeAsync("SELECT * FROM (VALUES (1, 'a', 10), (2, 'b', NULL), (NULL, 'c', 30)) v(id, name, n)");
        await _lake.MakeAsync(
            "SELECT * FROM (VALUES (1, 'x', 1.5), (3, 'y', 2.5), (NULL, 'z', 3.5)) v(id, name, w)", name: "curated.s");
    }

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, w)",
        3, "1|x|10", "2|b|null", "3|2.5|null", "null|3.5|null", "null|c|30")]
    [InlineData("WHEN MATCHED THEN DELETE", 1, "2|b|null", "null|c|30")]
    [InlineData("WHEN MATCHED AND n > 10 THEN DELETE WHEN MATCHED THEN UPDATE SET n = n + 1", 1,
        "1|a|11", "2|b|null", "null|c|30")]
    [InlineData("WHEN MATCHED AND n = 10 THEN UPDATE SET n = 0 WHEN MATCHED THEN DELETE", 1,
        "1|a|0", "2|b|null", "null|c|30")]
    [InlineData("WHEN NOT MATCHED AND s.id IS NOT NULL THEN INSERT VALUES (s.id, upper(s.name), 7)", 1,
        "1|a|10", "2|b|null", "3|Y|7", "null|c|30")]
    [InlineData("WHEN NOT MATCHED AND s.w > 3 THEN INSERT (name) VALUES ('big') WHEN NOT MATCHED THEN INSERT (n) "
        + "VALUES (CASE WHEN s.w > 2 THEN 5 END)", 2,
        "1|a|10", "2|b|null", "null|big|null", "null|c|30", "null|null|5")]
    [InlineData("WHEN MATCHED AND NULL THEN DELETE", 0, "1|a|10", "2|b|null", "null|c|30")]
    public async Task The_first_clause_that_applies_to_a_row_counts(string clauses, int changed, params string[] rows)
    {
        Assert.Equal(changed, await _lake.ChangeAsync(Merge + clauses));

        Assert.Equal(rows, await _lake.RowsAsync());
    }

    [Theory]
    [InlineData("MERGE INTO curated.t AS x USING (SELECT 2 AS id, 'q' AS v) y ON x.id = y.id "
        + "WHEN MATCHED THEN UPDATE SET name = y.v")]
    [InlineData("MERGE INTO curated.t x USING (VALUES (2, 'q')) AS y (k, v) ON k = id "
        + "WHEN MATCHED THEN UPDATE SET name = v")]
    [InlineData("MERGE INTO curated.t USING curated.s a JOIN curated.s b ON a.id = b.id AND a.id = 1 "
        + "ON t.id = a.id + 1 WHEN MATCHED AND CASE WHEN b.w > 1 THEN true END THEN UPDATE SET name = 'q'")]
    [InlineData("MERGE INTO curated.t USING (SELECT max(id) AS id FROM curated.t) m ON \"curated\".t.id = m.id "
        + "WHEN MATCHED THEN UPDATE SET name = 'q'")]
    [InlineData("MERGE INTO curated.t USING (SELECT id + 1 AS k FROM curated.s FOR VERSION AS OF 0) s ON id = k "
        + "WHEN MATCHED THEN UPDATE SET name = 'q'")]
    [InlineData("MERGE INTO curated.t USING system.tables AS y ON t.id = 2 AND y.table_name = 's' "
        + "WHEN MATCHED THEN UPDATE SET name = 'q'")]
    public async Task Sources_are_tables_queries_and_joins(string sql)
    {
        Assert.Equal(1, await _lake.ChangeAsync(sql));

        Assert.Equal(["1|a", "2|q", "null|c"], await _lake.RowsAsync("id, name"));
    }

    [Fact]
    public async Task A_value_is_evaluated_only_for_rows_of_its_clause_and_once()
    {
        await _lake.ChangeAsync(
            Merge + "WHEN MATCHED AND s.w > 100 THEN UPDATE SET n = 1 / (s.id - 1) "
            + "WHEN MATCHED AND random() >= 0 THEN UPDATE SET n = CAST(floor(random() * 2) AS int) * 2, name = 'r'");

        Assert.Contains((await _lake.RowsAsync())[0], (string[])["1|r|0", "1|r|2"]);
    }

    [Fact]
    public async Task Two_rows_of_the_source_for_one_of_the_table_are_an_error()
    {
        const string source = "MERGE INTO curated.t USING (VALUES (1, 5), (1, 6)) s(id, v) ON t.id = s.id ";
        (TarnException error, int position) = await _lake.FailAsync(source + "WHEN MATCHED THEN UPDATE SET n = v");

        Assert.Equal((ErrorCodes.DuplicateMergeKey, 11), (error.Code, position));
        Assert.Contains(
            "MERGE_TARGET_ROW_MULTIPLE_MATCHES: One MERGE target table row matched more than one source row",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, await _lake.ChangeAsync(source + "WHEN MATCHED AND v = 6 THEN UPDATE SET n = v"));
        Assert.Equal("1|a|6", (await _lake.RowsAsync())[0]);
    }

    [Fact]
    public async Task Equal_rows_of_the_source_that_are_not_there_are_all_inserted()
    {
        Assert.Equal(2, await _lake.ChangeAsync(
            "MERGE INTO curated.t USING (VALUES 8, 8) s(id) ON t.id = s.id "
            + "WHEN NOT MATCHED THEN INSERT (id) VALUES (8)"));

        Assert.Equal(2, (await _lake.RowsAsync("id")).Count(row => row == "8"));
    }

    [Theory]
    [InlineData("MERGE INTO curated.t USING curated.s ON t.id = s.id", 51, "mismatched input '<EOF>'")]
    [InlineData("MERGE INTO curated.t USING curated.none ON t.id = 1 WHEN MATCHED THEN DELETE", 27, "no table")]
    [InlineData(Merge + "WHEN MATCHED THEN INSERT VALUES (1)", 75, "Expecting: 'DELETE', 'UPDATE SET'")]
    [InlineData(Merge + "WHEN NOT MATCHED THEN INSERT (id, n) VALUES (1)", 101, "2 columns are named and 1 values")]
    [InlineData(Merge + "WHEN NOT MATCHED THEN INSERT VALUES (1, 'a')", 94, "TYPE_MISMATCH")]
    [InlineData(Merge + "WHEN MATCHED THEN UPDATE SET nn = 1", 86, "COLUMN_NOT_FOUND")]
    [InlineData(Merge + "WHEN MATCHED AND s.nn = 1 THEN DELETE", 74, "nn")]
    [InlineData(Merge + "WHEN MATCHED THEN UPDATE SET n = s.nn", 90, "nn")]
    [InlineData(Merge + "WHEN MATCHED THEN UPDATE SET n = 1 +", 90, "syntax error")]
    public async Task Errors_have_their_place_in_the_statement(string sql, int position, string message)
    {
        (TarnException error, int found) = await _lake.FailAsync(sql);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, found);
    }
}
