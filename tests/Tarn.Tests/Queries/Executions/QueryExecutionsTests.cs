using Tarn.Common;
using Tarn.Queries.Errors;
using Tarn.Queries.Executions;
using Tarn.Queries.Executions.WorkGroups;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Executions;

/// <summary>What becomes of statements that are run while nobody waits.</summary>
public sealed class QueryExecutionsTests
{
    [Fact]
    public async Task A_history_and_its_results_are_there_after_a_restart()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        ExecutionRecord before = await lake.RunAsync("SELECT 1 AS one");

        await lake.RestartAsync();
        ExecutionRecord after = (await lake.Executions.FindAsync(before.Id, CancellationToken.None))!;

        Assert.Equal(ExecutionState.Succeeded, after.State);
        Assert.Equal(before.Place, after.Place);
        Assert.Equal([["one"], ["1"]], await lake.RowsAsync(after));
        Assert.Equal([before.Id], lake.Executions.List(WorkGroup.Primary, null, 10).Ids);
    }

    [Fact]
    public async Task One_that_runs_when_the_server_ends_has_failed_and_says_why()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        string id = (await lake.Executions.StartAsync(
            new ExecutionRequest { Sql = ExecutionLake.Endless }, CancellationToken.None))!;

        await lake.RestartAsync();
        ExecutionRecord record = (await lake.Executions.FindAsync(id, CancellationToken.None))!;

        Assert.Equal(ExecutionState.Failed, record.State);
        Assert.Equal(ExecutionFailure.Interrupted, record.Failure!.Reason);
        Assert.Equal(AthenaErrorCategory.System, record.Failure.Category);
    }

    [Fact]
    public async Task One_that_waits_is_stopped_without_having_run()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(limits: new ExecutionLimits { RunningMax = 1 });
        ExecutionRequest request = new() { Sql = ExecutionLake.Endless };
        string first = (await lake.Executions.StartAsync(request, CancellationToken.None))!;
        string second = (await lake.Executions.StartAsync(request, CancellationToken.None))!;

        await lake.Executions.StopAsync(second, CancellationToken.None);
        await lake.Executions.StopAsync(first, CancellationToken.None);
        ExecutionRecord stopped = await lake.WaitAsync(second);

        Assert.Equal(ExecutionState.Cancelled, stopped.State);
        Assert.Equal(ExecutionFailure.Stopped, stopped.Failure!.Reason);
        Assert.Null(stopped.Outcome);
        Assert.False(await lake.Executions.StopAsync("none", CancellationToken.None));
    }

    [Fact]
    public async Task More_than_may_wait_are_refused_and_leave_nothing()
    {
        ExecutionLimits limits = new() { RunningMax = 1, WaitingMax = 1 };
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(limits: limits);
        ExecutionRequest request = new() { Sql = ExecutionLake.Endless };
        string running = (await lake.Executions.StartAsync(request, CancellationToken.None))!;
        string waiting = (await lake.Executions.StartAsync(request, CancellationToken.None))!;

        string? refused = await lake.Executions.StartAsync(request, CancellationToken.None);

        Assert.Null(refused);
        Assert.Equal([waiting, running], lake.Executions.List(WorkGroup.Primary, null, 10).Ids);
    }

    [Fact]
    public async Task A_token_is_one_execution_and_not_for_another_statement()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        ExecutionRequest request = new() { Sql = "SELECT 1", Token = "token" };

        string? first = await lake.Executions.StartAsync(request, CancellationToken.None);
        await lake.WaitAsync(first!);
        await lake.RestartAsync();
        string? second = await lake.Executions.StartAsync(request, CancellationToken.None);
        TarnException other = await Assert.ThrowsAsync<TarnException>(() =>
            lake.Executions.StartAsync(request with { Sql = "SELECT 2" }, CancellationToken.None));

        Assert.Equal(first, second);
        Assert.Equal(ErrorCodes.StateConflict, other.Code);
    }

    [Theory]
    [InlineData("SELECT 1", "DML", "SELECT")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a", "DML", "SELECT")]
    [InlineData("-- first\nEXPLAIN SELECT 1", "DML", "EXPLAIN")]
    [InlineData("SHOW DATABASES", "UTILITY", "SHOW_DATABASES")]
    [InlineData("CREATE DATABASE d", "DDL", "CREATE_DATABASE")]
    [InlineData("CREATE TABLE raw.c AS SELECT 1 AS a", "DDL", "CREATE_TABLE_AS_SELECT")]
    public async Task A_statement_has_Athenas_class(string sql, string type, string subtype)
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();

        ExecutionRecord record = await lake.RunAsync(sql);

        Assert.Null(record.Failure);
        Assert.Equal((type, subtype), (record.Class.Type, record.Class.Subtype));
    }

    [Fact]
    public async Task Places_of_errors_are_those_of_the_text_as_it_was_written()
    {
        await using ExecutionLake lake = await ExecutionLake.OpenAsync();
        await lake.RunAsync("CREATE TABLE raw.t WITH (external_location = 's3://raw/t/') AS SELECT 1 AS a");

        ExecutionRecord record = await lake.RunAsync(
            new ExecutionRequest { Sql = "SELECT a FROM t WHERE\n  wrong = 1", Database = "raw" });

        Assert.StartsWith("COLUMN_NOT_FOUND: line 2:3: ", record.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_results_are_deleted_and_old_executions_forgotten()
    {
        ManualTimeProvider clock = new();
        await using ExecutionLake lake = await ExecutionLake.OpenAsync(clock);
        ExecutionRecord record = await lake.RunAsync("SELECT 1 AS one");
        string file = Path.Combine(lake.Rig.Directory, "data", record.Place.Bucket, record.Place.Key);
        File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);

        clock.Advance(TimeSpan.FromDays(8));
        await lake.Executions.SweepAsync(CancellationToken.None);
        bool isThere = File.Exists(file);
        bool isKnown = await lake.Executions.FindAsync(record.Id, CancellationToken.None) is not null;
        clock.Advance(TimeSpan.FromDays(38));
        await lake.Executions.SweepAsync(CancellationToken.None);

        Assert.False(isThere);
        Assert.True(isKnown);
        Assert.Null(await lake.Executions.FindAsync(record.Id, CancellationToken.None));
    }
}
