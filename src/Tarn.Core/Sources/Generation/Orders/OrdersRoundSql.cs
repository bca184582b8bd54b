namespace Tarn.Sources.Generation.Orders;

/// <summary>
/// What a round of business changes of rows that are there. Parameters: 1 another number in each round, 2 the moment
/// at which the round ends.
/// </summary>
internal static class OrdersRoundSql
{
    public const string MoveCustomers = """
        UPDATE shop.customers SET
            segment = CASE trim(segment) WHEN 'consumer' THEN 'small_business' ELSE 'enterprise' END,
            updated_at = $2
        WHERE hashint8extended(customer_id, $1) % 100 = 0 AND trim(segment) <> 'enterprise'
        """;

    public const string MoveOrders = """
        UPDATE shop.orders SET
            state = CASE state WHEN 'placed' THEN 'paid' WHEN 'paid' THEN 'shipped' ELSE 'delivered'
                END::shop.order_state,
            updated_at = $2
        WHERE state IN ('placed', 'paid', 'shipped') AND hashint8extended(order_id, $1) % 3 <> 0
        """;

    /// <summary>Some that were never paid, and one old order in ten thousand, because a person asked for it.</summary>
    public const string DeleteOrders = """
        DELETE FROM shop.orders
        WHERE (state = 'placed' OR (state = 'delivered' AND hashint8extended(order_id, $1 + 1) % 3000 = 0))
            AND hashint8extended(order_id, $1) % 3 = 0
        """;
}
