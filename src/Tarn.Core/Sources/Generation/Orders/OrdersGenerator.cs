using Npgsql;
using NpgsqlTypes;
using Tarn.Common;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Connections;

namespace Tarn.Sources.Generation.Orders;

/// <summary>
/// Customers and orders of a shop in a PostgreSQL database: first a history, then rounds of business in which rows
/// come, change and go. The same options and rounds give the same rows.
/// </summary>
/// <param name="connectionString">Of a database in which the schema <c>shop</c> may be made.</param>
public sealed class OrdersGenerator(string connectionString)
{
    /// <summary>Orders in one statement: few enough to show how far it is, and to be interrupted.</summary>
    private const int OrdersAtOnce = 200_000;

    /// <param name="url">Of a database in which the schema <c>shop</c> may be made.</param>
    public static OrdersGenerator Of(PostgresUrl url)
    {
        PostgresConnectionSettings settings = new() { Server = url.Server, Tls = url.Tls ?? PostgresTls.Prefer };
        return new OrdersGenerator(new PostgresSessions("orders", settings).ConnectionStringOf(url.Server));
    }

    /// <summary>Whether the tables are there.</summary>
    public async Task<bool> IsLoadedAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(OrdersSchemaSql.Exists, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Makes the tables and fills them, whole or not at all.</summary>
    /// <param name="options">How many rows.</param>
    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a number is out of range, or the tables are there.</exception>
    public async Task LoadAsync(
        OrdersOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Require("customers", options.Customers, OrdersOptions.CustomersMax);
        Require("orders", options.Orders, OrdersOptions.OrdersMax);
        Require("days", options.Days, OrdersOptions.DaysMax);
        if (await IsLoadedAsync(cancellationToken))
        {
            throw new TarnException(ErrorCodes.BadArgument, "the database has the tables of the shop already")
            {
                Hint = "'--rounds N' lets its business go on; 'DROP SCHEMA shop CASCADE' takes them out",
            };
        }

        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, OrdersSchemaSql.Tables, [], cancellationToken);
        await RunAsync(connection, OrdersRowsSql.DeclareDraw(options.Seed), [], cancellationToken);
        await RunAsync(
            connection,
            OrdersRowsSql.Customers,
            [1L, (long)options.Customers, options.FirstDay, options.Days],
            cancellationToken);
        await AddOrdersAsync(connection, options, progress, cancellationToken);
        await RunAsync(
            connection,
            "INSERT INTO shop.rounds VALUES (0, $1, $2)",
            [options.Seed, options.FirstDay.AddDays(options.Days)],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await RunAsync(connection, "ANALYZE shop.customers, shop.orders", [], cancellationToken);
        progress?.Report(1);
    }

    /// <summary>
    /// Lets a week pass: orders and customers come, orders move on, some are deleted, some customers change. All in one
    /// transaction.
    /// </summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the tables are not there.</exception>
    public async Task<OrdersChange> PassRoundAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        OrdersRound round = await OrdersRound.NextAsync(connection, cancellationToken);
        await RunAsync(connection, OrdersRowsSql.DeclareDraw(round.Seed), [], cancellationToken);
        object[] moves = [round.Seed + (round.Number * 1000L), round.End];
        OrdersChange change = new(
            round.Number,
            ChangedCustomers: await RunAsync(connection, OrdersRoundSql.MoveCustomers, moves, cancellationToken),
            ChangedOrders: await RunAsync(connection, OrdersRoundSql.MoveOrders, moves, cancellationToken),
            DeletedOrders: await RunAsync(connection, OrdersRoundSql.DeleteOrders, moves, cancellationToken),
            NewCustomers: await RunAsync(
                connection,
                OrdersRowsSql.Customers,
                [round.LastCustomer + 1, round.NextLastCustomer, round.After, OrdersRound.Days],
                cancellationToken),
            NewOrders: await RunAsync(
                connection,
                OrdersRowsSql.Orders,
                [
                    round.LastOrder + 1, round.NextLastOrder, round.After, OrdersRound.Days, round.NextLastCustomer,
                    round.LastOrder + 1, round.NextLastOrder,
                ],
                cancellationToken));
        await RunAsync(
            connection,
            "INSERT INTO shop.rounds VALUES ($1, $2, $3)",
            [round.Number, round.Seed, round.After.AddDays(OrdersRound.Days)],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return change;
    }

    /// <summary>
    /// Places orders that are of last week by their columns, and keeps the transaction open: who reads the database in
    /// between does not see them, and has read later orders by the time they are there.
    /// </summary>
    public async Task<LateOrders> BeginLateAsync(int count, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await OpenAsync(cancellationToken);
        try
        {
            return await LateOrders.BeginAsync(connection, count, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal static async Task<long> RunAsync(
        NpgsqlConnection connection, string sql, object[] arguments, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        foreach (object argument in arguments)
        {
            command.Parameters.Add(argument is DateOnly
                ? new NpgsqlParameter { Value = argument, NpgsqlDbType = NpgsqlDbType.Date }
                : new NpgsqlParameter { Value = argument });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task AddOrdersAsync(
        NpgsqlConnection connection,
        OrdersOptions options,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        for (long first = 1; first <= options.Orders; first += OrdersAtOnce)
        {
            long last = Math.Min(options.Orders, first + OrdersAtOnce - 1);
            await RunAsync(
                connection,
                OrdersRowsSql.Orders,
                [1L, (long)options.Orders, options.FirstDay, options.Days, (long)options.Customers, first, last],
                cancellationToken);
            progress?.Report((double)last / options.Orders);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static void Require(string name, long value, long max)
    {
        if (value < 1 || value > max)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, FormattableString.Invariant($"{name} must be 1 to {max}, not {value}"));
        }
    }
}
