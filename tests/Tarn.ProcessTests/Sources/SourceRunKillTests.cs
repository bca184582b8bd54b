using Tarn.Common;
using Tarn.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Tarn.ProcessTests.Sources;

/// <summary>A run that reads a database is killed at each step and run again: every change is there once.</summary>
public sealed class SourceRunKillTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(Failpoints.JobsIntentWritten)]
    [InlineData(Failpoints.JobsFilesMoved)]
    [InlineData(Failpoints.JobsCommitted)]
    [InlineData(Failpoints.JobsBookmarkMoved)]
    public async Task Every_change_is_there_once(string failpoint)
    {
        await using PostgresLake lake = new(
            await postgres.CreateDatabaseAsync(),
            "public.orders: {by: {xmin: true}, key: [order_id], strategy: changes}");
        await lake.ChangeAsync(
            "CREATE TABLE orders (order_id int PRIMARY KEY, status text);"
            + "INSERT INTO orders SELECT i, 'new' FROM generate_series(1, 100) i");
        lake.Rig.WriteModel(
            "curated.orders",
            "materialized: incremental\nstrategy: merge\nunique_key: [order_id]\ndeleted_when: \"_change = 'delete'\"",
            "SELECT * FROM raw.orders");
        await lake.Rig.RunAsync();
        await lake.ChangeAsync(
            "INSERT INTO orders VALUES (101, 'new'); DELETE FROM orders WHERE order_id = 1;"
            + "UPDATE orders SET status = 'paid' WHERE order_id = 2");
        using TarnProcess process = TarnProcess.Start(
            ["-C", lake.Rig.Directory, "run"], new Dictionary<string, string> { ["TARN_FAILPOINT"] = failpoint });
        Assert.Equal(TarnProcess.Killed, (await process.WaitAsync()).ExitCode);
        await lake.ChangeAsync("UPDATE orders SET status = 'sent' WHERE order_id = 3");

        TarnResult again = await TarnProcess.RunAsync("-C", lake.Rig.Directory, "run");
        TarnResult last = await TarnProcess.RunAsync("-C", lake.Rig.Directory, "run");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("up to date", last.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["1|delete|null", "101|upsert|new", "2|upsert|paid", "3|upsert|sent"],
            await lake.Rig.QueryAsync(
                "SELECT CAST(order_id AS VARCHAR), _change, status FROM raw.orders "
                + "WHERE _position > (SELECT min(_position) FROM raw.orders) ORDER BY ALL"));
        Assert.Equal(
            await lake.ReadAsync("SELECT concat_ws('|', order_id, status) FROM orders ORDER BY order_id"),
            await lake.Rig.QueryAsync("SELECT * FROM curated.orders ORDER BY order_id"));
    }
}
