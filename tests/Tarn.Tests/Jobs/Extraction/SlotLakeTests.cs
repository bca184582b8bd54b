using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Tables of the lake that follow a replication slot are what the tables of the database are.</summary>
public sealed class SlotLakeTests(PostgresFixture postgres)
{
    private const string Slot = "slot_lake";

    private const string Setup = """
        CREATE TABLE customers (customer_id int PRIMARY KEY, segment text);
        CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id int, status text, amount numeric(12, 2));
        INSERT INTO customers SELECT i, 's' || i % 3 FROM generate_series(1, 50) i;
        INSERT INTO orders SELECT i, i % 50 + 1, 'new', i * 1.25 FROM generate_series(1, 2000) i;
        """;

    private static readonly string[] Tables =
    [
        $"public.orders: {{by: {{slot: {Slot}}}, key: [order_id], strategy: changes}}",
        $"public.customers: {{by: {{slot: {Slot}}}, key: [customer_id], strategy: merge}}",
    ];

    private static readonly string[] Rounds =
    [
        """
        INSERT INTO orders VALUES (3001, 1, 'new', 1), (3002, 1, 'new', 2); DELETE FROM orders WHERE order_id < 10;
        UPDATE orders SET status = 'paid' WHERE order_id < 20; UPDATE orders SET status = 'sent' WHERE order_id = 15;
        DELETE FROM customers WHERE customer_id = 50; INSERT INTO customers VALUES (50, 'back');
        UPDATE customers SET customer_id = 60 WHERE customer_id = 40
        """,
        "UPDATE orders SET amount = amount + 1 WHERE order_id > 1900; DELETE FROM customers WHERE customer_id < 5",
        "TRUNCATE customers; INSERT INTO customers VALUES (1, 'anew'); DELETE FROM orders WHERE order_id % 2 = 0",
    ];

    [Fact]
    public async Task What_a_slot_tells_arrives_in_both_kinds_of_tables()
    {
        await using PostgresLake lake = new(await postgres.CreateDatabaseAsync(), Tables);
        await lake.ChangeAsync(Setup);
        lake.Rig.WriteModel(
            "curated.orders",
            "materialized: incremental\nstrategy: merge\nunique_key: [order_id]\ndeleted_when: \"_change = 'delete'\"",
            "SELECT * FROM raw.orders");
        await lake.Rig.RunAsync();
        await AssertEqualAsync(lake);
        foreach (string round in Rounds)
        {
            await lake.ChangeAsync(round);

            RunReport run = await lake.Rig.RunAsync();

            Assert.Equal(RunState.Succeeded, run.State);
            await AssertEqualAsync(lake);
        }

        RunReport nothing = await lake.Rig.RunAsync();

        Assert.Equal(RunState.UpToDate, nothing.State);
        await lake.ChangeAsync($"SELECT pg_drop_replication_slot('{Slot}')");
    }

    private static async Task AssertEqualAsync(PostgresLake lake)
    {
        Assert.Equal(
            await lake.ReadAsync(
                "SELECT concat_ws('|', order_id, customer_id, status, amount) FROM orders ORDER BY order_id"),
            await lake.Rig.QueryAsync(
                "SELECT order_id, customer_id, status, amount FROM curated.orders ORDER BY order_id"));
        Assert.Equal(
            await lake.ReadAsync("SELECT concat_ws('|', customer_id, segment) FROM customers ORDER BY customer_id"),
            await lake.Rig.QueryAsync("SELECT customer_id, segment FROM raw.customers ORDER BY customer_id"));
    }
}
