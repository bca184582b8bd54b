using Npgsql;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Sources.Reading;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>A server whose commits wait for a standby that is not there, unless they say that they do not.</summary>
public sealed class SynchronousStandbyTests
{
    private const string WaitersSql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_waits_for_a_standby_is_in_the_snapshot_of_a_table_that_begins_behind_it()
    {
        await using PrivatePostgres server = await PostgresFixture.StartOwnAsync(
            ("synchronous_standby_names", "absent"), ("synchronous_commit", "local"));
        await using PostgresRig rig = new(server.ConnectionString);
        await rig.RunAsync(
            "CREATE TABLE orders (id integer PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 10)");
        SourceTable table = PostgresRig.Table(
            "orders", SourceStrategy.Changes, new SourceIncrement.Slot("tarn_waits"), "id");
        await rig.RunAsync(table);
        Task insert = rig.RunAsync("SET synchronous_commit = on; INSERT INTO orders VALUES (11)");
        await WaitForWaiterAsync(rig);
        Assert.Equal(1, (await rig.RunAsync(table)).Rows);
        rig.Positions.Clear();

        Task<SourceExtraction> whole = rig.RunAsync(table);
        await Task.WhenAny(whole, Task.Delay(500, Token));

        Assert.False(whole.IsCompleted);
        await rig.AskAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        await insert;
        Assert.Equal(11, (await whole).Rows);
    }

    [Fact]
    public async Task A_transaction_that_does_not_end_is_told_of()
    {
        await using PrivatePostgres server = await PostgresFixture.StartOwnAsync();
        await using PostgresRig rig = new(server.ConnectionString);
        await rig.RunAsync("CREATE TABLE orders (id integer PRIMARY KEY)");
        SourceTable table = PostgresRig.Table(
            "orders", SourceStrategy.Changes, new SourceIncrement.Slot("tarn_waits"), "id");
        await rig.RunAsync(table);
        rig.Positions.Clear();
        rig.Settings = rig.Settings with { StatementTimeout = TimeSpan.FromMilliseconds(300), RetriesMax = 0 };
        await using NpgsqlConnection open = await rig.ConnectAsync();
        await using NpgsqlTransaction transaction = await open.BeginTransactionAsync(Token);
        await using NpgsqlCommand insert = new("INSERT INTO orders VALUES (1)", open);
        await insert.ExecuteNonQueryAsync(Token);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => rig.RunAsync(table));

        Assert.Contains("have not ended after 00:00:00.3", exception.Message, StringComparison.Ordinal);
    }

    private static async Task WaitForWaiterAsync(PostgresRig rig)
    {
        while (await rig.AskAsync(WaitersSql) is not 1L)
        {
            await Task.Delay(10, Token);
        }
    }
}
