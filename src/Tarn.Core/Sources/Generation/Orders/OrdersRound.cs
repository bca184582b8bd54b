using Npgsql;
using Tarn.Common;

namespace Tarn.Sources.Generation.Orders;

/// <summary>The round of business that comes next: a week.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Seed">Of the rows.</param>
/// <param name="After">Its first day.</param>
/// <param name="Customers">How many there are.</param>
/// <param name="LastCustomer">The highest number of a customer.</param>
/// <param name="LastOrder">The highest number of an order.</param>
/// <param name="Orders">How many will come: as many as in the week before.</param>
internal sealed record OrdersRound(
    int Number, long Seed, DateOnly After, long Customers, long LastCustomer, long LastOrder, long Orders)
{
    public const int Days = 7;
    private const int CustomersMin = 10;
    private const int CustomersShare = 100;

    // Those of late transactions have numbers of their own.
    private const string Sql = """
        SELECT r.round + 1, r.seed, r.ends_on, c.count, c.last, o.last, greatest(o.week, 10)
        FROM (SELECT * FROM shop.rounds ORDER BY round DESC LIMIT 1) AS r,
            (SELECT count(*), max(customer_id) AS last FROM shop.customers) AS c,
            (SELECT max(order_id) FILTER (WHERE order_id < 1000000000000) AS last, count(*) FILTER (WHERE placed_at >= (
                SELECT max(ends_on) - 7 FROM shop.rounds)::timestamp AT TIME ZONE 'UTC') AS week FROM shop.orders) AS o
        """;

    /// <summary>The moment after its last day.</summary>
    public DateTime End => After.AddDays(Days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    public long NextLastCustomer => LastCustomer + Math.Max(CustomersMin, Customers / CustomersShare);

    public long NextLastOrder => LastOrder + Orders;

    /// <exception cref="TarnException"><c>TN1003</c>: the tables are not there.</exception>
    public static async Task<OrdersRound> NextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlCommand command = new(Sql, connection) { CommandTimeout = 0 };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new OrdersRound(
                reader.GetInt32(0), reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2), reader.GetInt64(3),
                reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new TarnException(ErrorCodes.UnknownName, "the database has no tables of the shop", exception)
            {
                Hint = "'tarn generate orders' without '--rounds' makes them",
            };
        }
    }
}
