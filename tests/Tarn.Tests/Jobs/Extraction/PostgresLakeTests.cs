using Npgsql;
using Tarn.Jobs.Runs;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>A real PostgreSQL, its rows in tables of the lake and in models on them: equal on both sides.</summary>
public sealed class PostgresLakeTests(PostgresFixture postgres)
{
    private const string Setup = """
        CREATE TABLE customers (customer_id int PRIMARY KEY, segment text);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id int, status text, amount numeric(12, 2));
        INSERT INTO customers SELECT i, 's' || i % 3 FROM generate_series(1, 50) i;
        INSERT INTO orders SELECT i, i % 50 + 1, 'new', i * 1.25 FROM generate_series(1, 2000) i;
        """;

    private const string SourceOrders =
        "SELECT concat_ws('|', order_id, customer_id, status, amount) FROM orders ORDER BY order_id";

    private const string SourceCustomers =
        "SELECT concat_ws('|', customer_id, segment) FROM customers ORDER BY customer_id";

    private const string LakeOrders =
        "SELECT order_id, customer_id, status, amount FROM curated.orders ORDER BY order_id";

    private static readonly string[] Tables =
    [
        "public.orders: {by: {xmin: true}, key: [order_id], strategy: changes}",
        "public.customers: {by: {xmin: true}, key: [customer_id], strategy: merge}",
    ];

    [Fact]
    public async Task Late_commits_updates_and_deletes_arrive_and_only_what_changed_moves()
    {
        await using PostgresLake lake = new(await postgres.CreateDatabaseAsync(), Tables);
        await lake.ChangeAsync(Setup);
        WriteModel(lake.Rig);
        await using NpgsqlConnection late = await lake.ConnectAsync();
        await using NpgsqlTransaction open = await late.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(
            late,
            "INSERT INTO orders VALUES (5000, 1, 'late', 1); UPDATE orders SET status = 'late' WHERE order_id = 7");
        RunReport first = await lake.Rig.RunAsync();
        await AssertEqualAsync(lake);
        await lake.ChangeAsync(
            """
            INSERT INTO orders VALUES (2001, 1, 'new', 1), (2002, 2, 'new', 2);
            UPDATE orders SET status = 'paid' WHERE order_id BETWEEN 11 AND 20;
            DELETE FROM orders WHERE order_id BETWEEN 101 AND 105;
            DELETE FROM customers WHERE customer_id = 50;
            UPDATE customers SET segment = 'vip' WHERE customer_id = 1;
            """);
        await open.CommitAsync(TestContext.Current.CancellationToken);

        RunReport second = await lake.Rig.RunAsync();

        await AssertEqualAsync(lake);
        RunReport third = await lake.Rig.RunAsync();
        Assert.Equal(["raw.orders 2000", "raw.customers 50", "curated.orders 2000"], RowsOut(first));
        Assert.Equal(["raw.orders 19", "raw.customers 1", "curated.orders 14"], RowsOut(second));
        Assert.Equal((1L, 5L), (second.Steps[1].RowsDeleted, second.Steps[2].RowsDeleted));
        Assert.Equal(RunState.UpToDate, third.State);
    }

    [Fact]
    public async Task Looking_back_adds_late_rows_once()
    {
        await using PostgresLake lake = new(
            await postgres.CreateDatabaseAsync(),
            "public.orders: {by: {cursor: order_id, lookback: 100}, key: [order_id], strategy: changes}");
        await lake.ChangeAsync(Setup);
        await lake.ChangeAsync("DELETE FROM orders WHERE order_id = 1990");
        await lake.Rig.RunAsync();
        RunReport nothing = await lake.Rig.RunAsync();
        await lake.ChangeAsync(
            "INSERT INTO orders VALUES (1990, 1, 'late', 1); UPDATE orders SET status = 'paid' WHERE order_id = 1999");

        RunReport run = await lake.Rig.RunAsync();

        Assert.Equal(RunState.UpToDate, nothing.State);
        Assert.Equal((RunState.Succeeded, 2L, 2L), (run.State, run.Steps[0].RowsIn, run.Steps[0].RowsOut));
        Assert.Equal(
            ["2001|2000"], await lake.Rig.QueryAsync("SELECT count(*), count(DISTINCT order_id) FROM raw.orders"));
    }

    [Fact]
    public async Task A_slot_tells_all_changes_and_is_told_what_was_read()
    {
        await using PrivatePostgres server = await PostgresFixture.StartOwnAsync(("wal_level", "logical"));
        await using PostgresLake lake = new(
            server.ConnectionString,
            "public.orders: {by: {slot: tarn_shop}, key: [order_id], strategy: changes}",
            "public.customers: {by: {slot: tarn_shop}, key: [customer_id], strategy: merge}");
        await lake.ChangeAsync(Setup);
        WriteModel(lake.Rig);
        RunReport first = await lake.Rig.RunAsync();
        Assert.All(first.Steps, step => Assert.Null(step.Error));
        await AssertEqualAsync(lake);
        await lake.ChangeAsync(
            """
            INSERT INTO orders VALUES (2001, 1, 'new', 1);
            UPDATE orders SET status = 'paid' WHERE order_id = 2001;
            DELETE FROM orders WHERE order_id IN (3, 4);
            INSERT INTO orders VALUES (3, 3, 'again', 3);
            DELETE FROM customers WHERE customer_id = 50;
            """);

        RunReport second = await lake.Rig.RunAsync();

        Assert.All(second.Steps, step => Assert.Null(step.Error));
        await AssertEqualAsync(lake);
        RunReport third = await lake.Rig.RunAsync();
        Assert.Equal(["raw.orders 5", "raw.customers 0", "curated.orders 2"], RowsOut(second));
        Assert.Equal((1L, 1L), (second.Steps[1].RowsDeleted, second.Steps[2].RowsDeleted));
        Assert.Equal(RunState.UpToDate, third.State);
    }

    private static void WriteModel(LakeRig rig) => rig.WriteModel(
        "curated.orders",
        "materialized: incremental\nstrategy: merge\nunique_key: [order_id]\ndeleted_when: \"_change = 'delete'\"",
        "SELECT * FROM raw.orders");

    private static async Task AssertEqualAsync(PostgresLake lake)
    {
        Assert.Equal(await lake.ReadAsync(SourceOrders), await lake.Rig.QueryAsync(LakeOrders));
        Assert.Equal(
            await lake.ReadAsync(SourceCustomers),
            await lake.Rig.QueryAsync("SELECT * FROM raw.customers ORDER BY customer_id"));
    }

    private static IEnumerable<string> RowsOut(RunReport run) =>
        run.Steps.Select(step => $"{step.Table} {step.RowsOut}");

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
