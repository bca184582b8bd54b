using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class CheckTests : IDisposable
{
    private static readonly string[] Rows =
    [
        "1,2024-02-01,a,10",
        "2,2024-02-01,b,-5",
        "3,2024-02-02,c,2000",
        ",2024-02-02,a,1",
        "1,2024-02-03,a,11",
        "6,,b,",
    ];

    private readonly LakeRig _lake = EventsLake.Create();

    public CheckTests()
    {
        _lake.Deliver("a", Rows);
        _lake.Write("data/raw/kinds/k.csv", "kind\na\nb\n");
        _lake.LakeYaml += "\n  raw.kinds: {files: kinds/*.csv, columns: {kind: varchar}}";
    }

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("not_null: {columns: [id], on_fail: drop}", 1)]
    [InlineData("not_null: {columns: [id, day], on_fail: drop}", 2)]
    [InlineData("unique: {columns: [id], on_fail: drop}", 1)]
    [InlineData("range: {column: amount, min: 0, on_fail: drop}", 1)]
    [InlineData("range: {column: amount, min: 0, max: 1000, on_fail: drop}", 2)]
    [InlineData("range: {column: day, max: 2024-02-01, on_fail: drop}", 3)]
    [InlineData("accepted_values: {column: kind, values: [a, b], on_fail: drop}", 1)]
    [InlineData("relationships: {column: kind, to: raw.kinds.kind, on_fail: drop}", 1)]
    [InlineData("sql: {name: odd, where: amount = 10 OR amount = 11, on_fail: drop}", 2)]
    public async Task Row_checks_drop_exactly_the_rows_that_fail(string check, int dropped)
    {
        StepReport step = await RunWithAsync(check);

        Assert.Equal(RunState.Succeeded, step.State);
        Assert.Equal((Rows.Length, Rows.Length - dropped, dropped), (step.RowsIn, step.RowsOut, step.RowsDropped));
        Assert.Equal([$"{Rows.Length - dropped}"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
    }

    [Theory]
    [InlineData("unique: {columns: [id]}", "check 'unique_id' failed: 1 row")]
    [InlineData("row_count: {min: 7}", "check 'row_count' failed: 6 rows, expected at least 7")]
    [InlineData("row_count: {max: 5}", "check 'row_count' failed: 6 rows, expected at most 5")]
    [InlineData("not_null: [day]", "check 'not_null_day' failed: 1 row, for example {'id': 6, 'day': NULL")]
    [InlineData("freshness: {column: day, max_age: 1d}", "the newest day is 2024-02-03")]
    public async Task A_failing_check_publishes_nothing(string check, string message)
    {
        StepReport step = await RunWithAsync(check);

        Assert.Equal((RunState.Failed, "TN6001"), (step.State, step.ErrorCode));
        Assert.Contains(message, step.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_lake.Directory, "data/staging/events/_delta_log")));
        string scratch = Path.Combine(_lake.Directory, ".tarn/scratch/runs");
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch));
    }

    [Fact]
    public async Task A_failing_check_keeps_the_version_that_was_published_before()
    {
        Assert.Equal(RunState.Succeeded, (await RunWithAsync("row_count: {max: 6}")).State);
        _lake.Deliver("b", "9,2024-02-09,a,1");

        Assert.Equal(RunState.Failed, (await _lake.RunOneAsync()).State);

        Assert.Equal(["6"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
    }

    [Fact]
    public async Task Quarantined_rows_land_whole_beside_the_table_with_check_and_run()
    {
        _lake.WriteModel(
            "staging.events",
            """
            materialized: table
            partition_by: [day]
            checks:
              - range: {name: too_much, column: amount, max: 1000, on_fail: quarantine}
              - sql: {name: strange, where: _twice < 0, on_fail: quarantine}
            """,
            "SELECT id, day, kind, amount, amount * 2 AS _twice FROM raw.events");

        RunReport run = await _lake.RunAsync();

        Assert.Equal(2, run.Steps[0].RowsQuarantined);
        Assert.Equal(
            [$"2|2024-02-01|b|-5|-10|strange|{run.RunId}", $"3|2024-02-02|c|2000|4000|too_much|{run.RunId}"],
            await _lake.QueryAsync(
                """
                SELECT id, CAST(day AS VARCHAR), kind, amount, _twice, check_name, run_id
                FROM staging.events__quarantine ORDER BY id
                """));
        Assert.DoesNotContain("_twice", await _lake.QueryAsync("SELECT column_name FROM (DESCRIBE staging.events)"));
    }

    [Fact]
    public async Task The_first_check_a_row_fails_decides_and_every_row_is_accounted_for()
    {
        StepReport step = await RunWithAsync(
            """
            not_null: {columns: [id], on_fail: quarantine}
              - range: {column: amount, min: 0, on_fail: drop}
              - unique: {columns: [id], on_fail: quarantine}
              - sql: {name: late, where: day > '2024-02-01', on_fail: drop}
            """);

        Assert.Equal(step.RowsIn, step.RowsOut + step.RowsDropped + step.RowsQuarantined);
        Assert.Equal([1L, 1L, 1L, 1L], step.Checks.Select(check => check.Rows));
        Assert.Equal(["1", "6"], await _lake.QueryAsync("SELECT id FROM staging.events ORDER BY id"));
    }

    [Fact]
    public async Task Unique_looks_only_at_rows_that_earlier_checks_left()
    {
        _lake.Deliver("a", "1,2024-02-01,a,-1", "1,2024-02-01,a,5");

        StepReport step = await RunWithAsync(
            """
            range: {column: amount, min: 0, on_fail: drop}
              - unique: {columns: [id], on_fail: drop}
            """);

        Assert.Equal([1L, 0L], step.Checks.Select(check => check.Rows));
    }

    [Fact]
    public async Task Warnings_keep_the_rows_and_say_how_many()
    {
        StepReport step = await RunWithAsync("range: {column: amount, max: 1000, severity: warn}");

        Assert.Equal((RunState.Succeeded, 6), (step.State, step.RowsOut));
        Assert.Equal((OnFail.Warn, 1), (step.Checks[0].OnFail, step.Checks[0].Rows));
    }

    [Fact]
    public async Task Unique_of_an_appended_table_compares_with_the_rows_already_there()
    {
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: append\nchecks:\n  - unique: [id]",
            "SELECT id FROM raw.events WHERE id > 1");
        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
        _lake.Deliver("b", "6,2024-02-09,a,1");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Failed, "TN6001"), (step.State, step.ErrorCode));
    }

    private Task<StepReport> RunWithAsync(string check)
    {
        _lake.WriteModel("staging.events", $"materialized: table\nchecks:\n  - {check}", EventsLake.AllColumns);
        return _lake.RunOneAsync();
    }
}
