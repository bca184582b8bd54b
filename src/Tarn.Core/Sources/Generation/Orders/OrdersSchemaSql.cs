namespace Tarn.Sources.Generation.Orders;

/// <summary>The tables of the shop, as a shop's own program would have made them: schema <c>shop</c>.</summary>
internal static class OrdersSchemaSql
{
    public const string Tables = """
        CREATE SCHEMA shop;
        CREATE TYPE shop.order_state AS ENUM ('placed', 'paid', 'shipped', 'delivered', 'cancelled', 'returned');
        CREATE TABLE shop.customers (
            customer_id bigint PRIMARY KEY,
            name        text NOT NULL,
            email       text,
            segment     text NOT NULL,
            country     char(2) NOT NULL,
            preferences jsonb NOT NULL,
            created_at  timestamptz NOT NULL,
            updated_at  timestamptz NOT NULL
        );
        CREATE TABLE shop.orders (
            order_id    bigint PRIMARY KEY,
            customer_id bigint NOT NULL,
            state       shop.order_state NOT NULL,
            placed_at   timestamptz NOT NULL,
            amount      numeric(12,2) NOT NULL,
            discount    numeric(5,4),
            currency    char(3) NOT NULL,
            eur_rate    numeric(9,6) NOT NULL,
            items       integer NOT NULL,
            coupons     text[] NOT NULL,
            updated_at  timestamptz NOT NULL
        );
        CREATE INDEX ON shop.orders (updated_at);
        CREATE TABLE shop.rounds (round integer PRIMARY KEY, seed bigint NOT NULL, ends_on date NOT NULL);
        COMMENT ON TABLE shop.customers IS 'Who bought, or may';
        COMMENT ON TABLE shop.orders IS 'What was bought; orders that were never paid are deleted';
        """;

    /// <summary>True when the tables are there.</summary>
    public const string Exists = "SELECT to_regclass('shop.rounds') IS NOT NULL";
}
