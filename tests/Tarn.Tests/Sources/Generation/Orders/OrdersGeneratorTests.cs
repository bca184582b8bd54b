using Npgsql;
using Tarn.Common;
using Tarn.Sources.Generation.Orders;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation.Orders;

public sealed class OrdersGeneratorTests(PostgresFixture postgres)
{
    private const string AllOrders = "SELECT md5(string_agg(o::text, E'\\n' ORDER BY order_id)) FROM shop.orders AS o";

    private static readonly OrdersOptions Small = new() { Customers = 100, Orders = 2000, Days = 90 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_options_and_rounds_give_the_same_rows()
    {
        (string first, string second) = (await LoadAsync(Small), await LoadAsync(Small));
        string other = await LoadAsync(Small with { Seed = 7 });
        OrdersChange change = await new OrdersGenerator(first).PassRoundAsync(Cancellation);

        Assert.Equal(change, await new OrdersGenerator(second).PassRoundAsync(Cancellation));
        Assert.Equal(await AskAsync(first, AllOrders), await AskAsync(second, AllOrders));
        await new OrdersGenerator(other).PassRoundAsync(Cancellation);
        Assert.NotEqual(await AskAsync(first, AllOrders), await AskAsync(other, AllOrders));
    }

    [Fact]
    public async Task Orders_are_of_customers_and_days_there_are()
    {
        string database = await LoadAsync(Small);

        Assert.Equal(2000L, await AskAsync(database, "SELECT count(*) FROM shop.orders"));
        Assert.Equal(100L, await AskAsync(database, "SELECT count(*) FROM shop.customers"));
        Assert.Equal(
            0L,
            await AskAsync(
                database,
                """
                SELECT count(*) FROM shop.orders LEFT JOIN shop.customers USING (customer_id)
                WHERE name IS NULL OR placed_at < '2024-01-01Z' OR placed_at >= '2024-03-31Z' OR amount = 0
                """));
        Assert.Equal(6L, await AskAsync(database, "SELECT count(DISTINCT state) FROM shop.orders"));
        Assert.Equal(
            true,
            await AskAsync(
                database,
                """
                SELECT count(*) FILTER (WHERE placed_at >= '2024-03-01Z')
                    > 2 * count(*) FILTER (WHERE placed_at < '2024-02-01Z') FROM shop.orders
                """));
    }

    [Fact]
    public async Task A_round_adds_changes_and_deletes_as_it_says()
    {
        string database = await LoadAsync(Small);
        OrdersGenerator generator = new(database);
        await AskAsync(database, "CREATE TABLE before AS SELECT *, o::text AS whole FROM shop.orders AS o");

        OrdersChange change = await generator.PassRoundAsync(Cancellation);

        Assert.Equal(1, change.Round);
        Assert.All(
            [change.ChangedOrders, change.DeletedOrders, change.NewCustomers, change.NewOrders],
            rows => Assert.True(rows > 0));
        Assert.Equal(
            change.DeletedOrders,
            await AskAsync(
                database,
                "SELECT count(*) FROM before LEFT JOIN shop.orders AS o USING (order_id) WHERE o.state IS NULL"));
        Assert.Equal(
            change.NewOrders,
            await AskAsync(
                database,
                "SELECT count(*) FROM shop.orders LEFT JOIN before AS b USING (order_id) WHERE b.state IS NULL"));
        Assert.Equal(2, (await generator.PassRoundAsync(Cancellation)).Round);
    }

    [Fact]
    public async Task Late_orders_are_seen_when_they_are_committed_and_older_than_others()
    {
        string database = await LoadAsync(Small);
        OrdersGenerator generator = new(database);
        await using LateOrders late = await generator.BeginLateAsync(5, Cancellation);
        await generator.PassRoundAsync(Cancellation);
        object? before = await AskAsync(database, "SELECT count(*) FROM shop.orders");

        await late.CommitAsync(Cancellation);

        Assert.Equal((long)before! + late.Count, await AskAsync(database, "SELECT count(*) FROM shop.orders"));
        Assert.Equal(
            0L,
            await AskAsync(
                database,
                """
                SELECT count(*) FROM shop.orders WHERE order_id > 1000000000000
                    AND updated_at >= (SELECT max(updated_at) FROM shop.orders WHERE order_id < 1000000000000)
                """));
    }

    [Fact]
    public async Task Tables_that_are_there_are_not_made_again()
    {
        string database = await LoadAsync(Small);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => new OrdersGenerator(database).LoadAsync(Small, progress: null, Cancellation));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
        Assert.Contains("--rounds", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_round_without_tables()
    {
        OrdersGenerator generator = new(await postgres.CreateDatabaseAsync());

        Assert.Equal(
            ErrorCodes.UnknownName,
            (await Assert.ThrowsAsync<TarnException>(() => generator.PassRoundAsync(Cancellation))).Code);
    }

    private async Task<string> LoadAsync(OrdersOptions options)
    {
        string database = await postgres.CreateDatabaseAsync();
        await new OrdersGenerator(database).LoadAsync(options, progress: null, Cancellation);
        return database;
    }

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(Cancellation);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
