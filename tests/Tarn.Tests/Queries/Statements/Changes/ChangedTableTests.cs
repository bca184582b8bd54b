using Tarn.Common;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>What statements that change rows make of tables: files, commits, partitions, rules.</summary>
public sealed class ChangedTableTests : IDisposable
{
    private const string Days = "SELECT i AS id, 'v' || i AS v, DATE '2024-01-01' + CAST(i % 3 AS INTEGER) AS day "
        + "FROM range(6) r(i)";

    private readonly ChangeLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Only_files_with_changed_rows_are_written_anew()
    {
        await _lake.MakeAsync(Days, ["day"]);
        string[] before = [.. (await _lake.LoadAsync()).Files.Select(file => file.Path)];

        Assert.Equal(1, await _lake.ChangeAsync("UPDATE curated.t SET v = 'x' WHERE id = 4"));

        TableSnapshot after = await _lake.LoadAsync();
        Assert.Equal(2, before.Intersect(after.Files.Select(file => file.Path)).Count());
        Assert.Equal((1, 3), (after.Version, after.Files.Count));
        CommitRecord commit = await _lake.LastCommitAsync();
        Assert.Equal("UPDATE", commit.Operation);
        Assert.Equal("[\"id = 4\"]", commit.Parameters["predicate"]);
        Assert.Equal(
            ("1", "1", "1", "1"),
            (commit.Metrics["numUpdatedRows"], commit.Metrics["numCopiedRows"], commit.Metrics["numFiles"],
                commit.Metrics["numRemovedFiles"]));
    }

    [Fact]
    public async Task Files_that_the_condition_excludes_are_not_opened()
    {
        await _lake.MakeAsync(Days, ["day"]);
        Array.ForEach(
            Array.FindAll(_lake.FilesOnDisk(), path => !path.Contains("2024-01-02", StringComparison.Ordinal)),
            File.Delete);

        Assert.Equal(1, await _lake.ChangeAsync("DELETE FROM curated.t WHERE day = DATE '2024-01-02' AND id = 1"));
        Assert.Equal(1, await _lake.ChangeAsync(
            "MERGE INTO curated.t USING (SELECT 4 AS id) s ON t.id = s.id AND t.day = DATE '2024-01-02' "
            + "WHEN MATCHED THEN UPDATE SET v = 'm'"));

        Assert.Equal(
            ["4|m"], await _lake.Lake.QueryAsync("SELECT id, v FROM curated.t WHERE day = DATE '2024-01-02'"));
    }

    [Fact]
    public async Task Rows_move_to_the_partition_of_their_new_value()
    {
        await _lake.MakeAsync(Days, ["day"]);

        Assert.Equal(2, await _lake.ChangeAsync(
            "UPDATE curated.t SET day = CASE WHEN id = 0 THEN DATE '2025-05-05' END WHERE id IN (0, 5)"));

        Assert.Equal(
            ["0|2025-05-05", "1|2024-01-02", "2|2024-01-03", "3|2024-01-01", "4|2024-01-02", "5|null"],
            await _lake.RowsAsync("id, CAST(day AS varchar) AS day"));
        Assert.Equal(
            ["2025-05-05"],
            (await _lake.LoadAsync()).Files
                .Select(file => file.PartitionValues["day"])
                .Where(day => day?.StartsWith("2025", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task A_file_without_a_row_left_is_only_taken_out()
    {
        await _lake.MakeAsync(Days, ["day"]);

        Assert.Equal(2, await _lake.ChangeAsync("DELETE FROM curated.t WHERE day = DATE '2024-01-03'"));

        CommitRecord commit = await _lake.LastCommitAsync();
        Assert.Equal(
            ("0", "1", "2"),
            (commit.Metrics["numFiles"], commit.Metrics["numRemovedFiles"], commit.Metrics["numDeletedRows"]));
    }

    [Fact]
    public async Task All_rows_are_deleted_without_reading_one()
    {
        await _lake.MakeAsync(Days, ["day"]);
        Array.ForEach(_lake.FilesOnDisk(), File.Delete);

        Assert.Equal(6, await _lake.ChangeAsync("DELETE FROM curated.t"));
        Assert.Equal(0, await _lake.ChangeAsync("DELETE FROM curated.t"));

        Assert.Empty(await _lake.RowsAsync());
        Assert.Equal("6", (await _lake.LastCommitAsync()).Metrics["numDeletedRows"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("delta.enableDeletionVectors")]
    [InlineData("delta.enableChangeDataFeed")]
    public async Task Another_reader_finds_no_fault(string? property)
    {
        await _lake.MakeAsync(
            "SELECT i AS id, i % 2 AS p, 'v' || i AS v FROM range(100) r(i)",
            ["p"],
            property is null ? null : new Dictionary<string, string?> { [property] = "true" });
        await _lake.ChangeAsync("DELETE FROM curated.t WHERE id IN (3, 4, 5)");
        await _lake.ChangeAsync("UPDATE curated.t SET p = NULL, v = v || 'x' WHERE id IN (6, 7)");
        await _lake.ChangeAsync("MERGE INTO curated.t USING (VALUES 8, 200) s(id) ON t.id = s.id "
            + "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)");

        await DeltaLint.RequireCleanAsync(Path.Combine(_lake.Lake.Directory, "data", "curated", "t"));
    }

    [Fact]
    public async Task A_statement_that_changes_nothing_makes_no_version()
    {
        await _lake.MakeAsync(Days);

        Assert.Equal(0, await _lake.ChangeAsync("DELETE FROM curated.t WHERE id > 100"));

        Assert.Equal(0, (await _lake.LoadAsync()).Version);
    }

    [Fact]
    public async Task Few_rows_are_marked_where_the_table_allows_it()
    {
        await _lake.MakeAsync(
            "SELECT i AS id, 0 AS n FROM range(100) r(i)",
            properties: new Dictionary<string, string?> { ["delta.enableDeletionVectors"] = "true" });

        Assert.Equal(3, await _lake.ChangeAsync("DELETE FROM curated.t WHERE id < 3"));
        Assert.Equal(2, await _lake.ChangeAsync("UPDATE curated.t SET n = 7 WHERE id IN (3, 4)"));
        Assert.Equal(95, await _lake.ChangeAsync("UPDATE curated.t SET n = n + 1 WHERE id >= 5"));

        Assert.Equal(["97|109"], await _lake.RowsAsync("count(*), sum(n)"));
        TableSnapshot first = await LoadAsync(2);
        Assert.Equal((1, 2), (first.FilesWithDeletedRows, first.Files.Count));
    }

    [Fact]
    public async Task A_change_feed_tells_the_changes()
    {
        await _lake.MakeAsync(
            "SELECT i AS id, 0 AS n FROM range(4) r(i)",
            properties: new Dictionary<string, string?> { ["delta.enableChangeDataFeed"] = "true" });

        await _lake.ChangeAsync(
            "MERGE INTO curated.t USING (VALUES 0, 1, 9) s(id) ON t.id = s.id WHEN MATCHED AND s.id = 0 THEN DELETE "
            + "WHEN MATCHED THEN UPDATE SET n = 5 WHEN NOT MATCHED THEN INSERT VALUES (s.id, 9)");
        await _lake.ChangeAsync("DELETE FROM curated.t");

        Assert.Equal(
            [
                "0|0|delete|1", "1|0|update_preimage|1", "1|5|delete|2", "1|5|update_postimage|1", "2|0|delete|2",
                "3|0|delete|2", "9|9|delete|2", "9|9|insert|1",
            ],
            await _lake.Lake.QueryAsync(
                "SELECT id, n, _change_type, _commit_version FROM table_changes('curated.t', 1, 2) ORDER BY ALL"));
    }

    [Fact]
    public async Task Rules_of_the_table_hold_and_a_refused_write_leaves_no_file()
    {
        await _lake.MakeAsync(
            "SELECT 1 AS id, 5 AS n",
            fields: [new("id", "INTEGER", Nullable: false), new("n", "INTEGER")],
            properties: new Dictionary<string, string?> { ["delta.constraints.positive"] = "n > 0" });
        string[] files = _lake.FilesOnDisk();

        (TarnException error, int _)[] refused =
        [
            await _lake.FailAsync("UPDATE curated.t SET id = NULL"),
            await _lake.FailAsync("UPDATE curated.t SET n = n - 5"),
            await _lake.FailAsync("INSERT INTO curated.t (n) VALUES (1)"),
            await _lake.FailAsync("MERGE INTO curated.t USING (VALUES -1) s(n) ON t.n = s.n "
                + "WHEN NOT MATCHED THEN INSERT VALUES (2, s.n)"),
        ];

        Assert.Equal(
            [
                ErrorCodes.NotNullViolated, ErrorCodes.ConstraintViolated, ErrorCodes.NotNullViolated,
                ErrorCodes.ConstraintViolated,
            ],
            refused.Select(refusal => refusal.error.Code));
        Assert.Equal(files, _lake.FilesOnDisk());
        Assert.Equal(["1|5"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Columns_that_follow_from_others_are_computed()
    {
        await _lake.MakeAsync(
            "SELECT 1 AS id, 2 AS twice",
            fields: [new("id", "INTEGER"), new("twice", "INTEGER") { GenerationExpression = "id * 2" }]);

        await _lake.ChangeAsync("UPDATE curated.t SET id = 5");
        await _lake.ChangeAsync("INSERT INTO curated.t (id) VALUES (6)");
        await _lake.ChangeAsync(
            "MERGE INTO curated.t USING (VALUES 7) s(id) ON t.id = s.id "
            + "WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)");

        Assert.Equal(["5|10", "6|12", "7|14"], await _lake.RowsAsync());
        (TarnException set, int place) = await _lake.FailAsync("UPDATE curated.t SET twice = 5");
        Assert.Equal((ErrorCodes.StatementNotAllowed, 21), (set.Code, place));
        (TarnException wrong, _) = await _lake.FailAsync("INSERT INTO curated.t VALUES (1, 3)");
        Assert.Equal(ErrorCodes.ConstraintViolated, wrong.Code);
    }

    [Fact]
    public async Task Append_only_tables_only_grow()
    {
        await _lake.MakeAsync(
            "SELECT 1 AS id", properties: new Dictionary<string, string?> { ["delta.appendOnly"] = "true" });

        foreach (string sql in (string[])["DELETE FROM curated.t", "UPDATE curated.t SET id = 2",
            "MERGE INTO curated.t USING (VALUES 1) s(id) ON t.id = s.id WHEN MATCHED THEN DELETE"])
        {
            (TarnException error, _) = await _lake.FailAsync(sql);
            Assert.Equal(ErrorCodes.TableUnsupported, error.Code);
        }

        await _lake.ChangeAsync("INSERT INTO curated.t SELECT 2");
        await _lake.ChangeAsync("MERGE INTO curated.t USING (VALUES 2, 3) s(id) ON t.id = s.id "
            + "WHEN NOT MATCHED THEN INSERT VALUES (s.id)");
        Assert.Equal(["1", "2", "3"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task Every_type_of_column_takes_its_values()
    {
        const string types = "SELECT true AS b, CAST(1 AS TINYINT) AS t, CAST(2 AS SMALLINT) AS s, 3 AS i, "
            + "CAST(4 AS BIGINT) AS l, CAST(5.5 AS FLOAT) AS f, CAST(6.5 AS DOUBLE) AS d, "
            + "CAST(7.25 AS DECIMAL(10,2)) AS n, 'x' AS v, from_hex('00ff') AS y, DATE '2024-01-31' AS day, "
            + "TIMESTAMP '2024-01-31 01:02:03.5' AS w, TIMESTAMPTZ '2024-01-31 01:02:03+00' AS z, [1, 2] AS a, "
            + "{'p': 1, 'q r': 'z'} AS o, MAP {'k': [1.5]} AS m";
        await _lake.MakeAsync(types);
        await _lake.MakeAsync(types, name: "curated.s");
        string[] before = await _lake.RowsAsync();
        string columns = "b, t, s, i, l, f, d, n, v, y, day, w, z, a, o, m";

        await _lake.ChangeAsync("UPDATE curated.t SET "
            + string.Join(", ", columns.Split(", ").Select(name => $"{name} = (SELECT {name} FROM curated.s)")));
        await _lake.ChangeAsync($"INSERT INTO curated.t ({columns}) SELECT {columns} FROM curated.s");
        await _lake.ChangeAsync("MERGE INTO curated.t USING curated.s x ON t.i = x.i + 1 WHEN NOT MATCHED THEN INSERT "
            + $"({columns}) VALUES ({string.Join(", ", columns.Split(", ").Select(name => "x." + name))})");

        Assert.Equal([before[0], before[0], before[0]], await _lake.RowsAsync());
    }

    private async Task<TableSnapshot> LoadAsync(long version)
    {
        using Tarn.Cli.Hosting.LakeHost host = await _lake.Lake.OpenAsync();
        return (await host.Tables.Open("curated", "t").LoadAsync(version, TestContext.Current.CancellationToken))!;
    }
}
