using System.Globalization;
using Npgsql;

namespace Tarn.Sources.Generation.Orders;

/// <summary>Orders of a transaction that has not ended; taken back when disposed before.</summary>
public sealed class LateOrders : IAsyncDisposable
{
    // Numbers of orders are drawn early, as a sequence would; nobody else draws these.
    private const long Gap = 1_000_000_000_000;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private LateOrders(NpgsqlConnection connection, NpgsqlTransaction transaction, long count)
    {
        _connection = connection;
        _transaction = transaction;
        Count = count;
    }

    /// <summary>How many.</summary>
    public long Count { get; }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    internal static async Task<LateOrders> BeginAsync(
        NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        OrdersRound round = await OrdersRound.NextAsync(connection, cancellationToken);
        long first = (Gap * round.Number) + 1;
        await OrdersGenerator.RunAsync(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO shop.orders
                SELECT {first} + row_number() OVER (ORDER BY order_id), customer_id, 'placed', placed_at, amount,
                    discount, currency, eur_rate, items, coupons, updated_at
                FROM shop.orders ORDER BY order_id DESC LIMIT {count}
                """),
            [],
            cancellationToken);
        return new LateOrders(connection, transaction, count);
    }
}
