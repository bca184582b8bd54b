using System.Globalization;

namespace Tarn.Sources.Generation.Orders;

/// <summary>
/// Rows of customers and orders by their numbers. What is drawn follows from seed, number and a name for what it
/// decides, so that the same numbers give the same rows.
/// </summary>
internal static class OrdersRowsSql
{
    /// <summary>
    /// Parameters: 1 first number, 2 last number, 3 day on which the first came, 4 days until the last.
    /// </summary>
    public const string Customers = $"""
        INSERT INTO shop.customers
        SELECT
            n,
            (ARRAY[{FirstNames}])[1 + {Draw}(n, 4, 12)] || ' ' || (ARRAY[{LastNames}])[1 + {Draw}(n, 5, 10)],
            CASE WHEN {Draw}(n, 6, 50) > 0 THEN 'customer' || n || '@example.com' END,
            CASE WHEN {Draw}(n, 1, 100) < 70 THEN 'consumer' WHEN {Draw}(n, 1, 100) < 92 THEN 'small_business'
                ELSE 'enterprise' END || CASE WHEN {Draw}(n, 7, 100) = 0 THEN ' ' ELSE '' END,
            (ARRAY[{Countries}])[1 + {Draw}(n, 2, 10)],
            jsonb_build_object(
                'newsletter', {Draw}(n, 8, 3) = 0, 'language', (ARRAY['de','en','es','fr'])[1 + {Draw}(n, 9, 4)]),
            came,
            came
        FROM generate_series($1, $2) AS n,
            LATERAL (SELECT ($3 + make_interval(
                secs => ((n - $1) * 86400.0 * $4 / ($2 - $1 + 1)) + {Draw}(n, 3, 3600))) AT TIME ZONE 'UTC') AS c(came)
        """;

    /// <summary>
    /// Parameters: 1 first number, 2 last number, 3 day of the first order, 4 days until the last, 5 customers, 6 and 7
    /// the first and last of the numbers to make rows of.
    /// </summary>
    public const string Orders = $"""
        INSERT INTO shop.orders
        SELECT
            n,
            customer,
            CASE WHEN age < interval '2 days' THEN (ARRAY['placed','paid'])[1 + {Draw}(n, 13, 2)]
                WHEN age < interval '9 days' THEN (ARRAY['paid','shipped','shipped','delivered'])[1 + {Draw}(n, 13, 4)]
                WHEN {Draw}(n, 14, 100) < 5 THEN 'cancelled'
                WHEN {Draw}(n, 14, 100) < 9 THEN 'returned' ELSE 'delivered' END::shop.order_state,
            placed,
            CASE WHEN {Draw}(n, 15, 500) = 0 THEN -1 ELSE 1 END * round((
                exp(2.2 + 2.4 * {Draw}(n, 16, 10000) / 10000.0) * CASE WHEN {Draw}(customer, 1, 100) < 70 THEN 1
                    WHEN {Draw}(customer, 1, 100) < 92 THEN 3 ELSE 11 END)::numeric, 2),
            CASE WHEN {Draw}(n, 17, 5) = 0 THEN {Draw}(n, 18, 30) / 100.0 END,
            currency,
            CASE currency WHEN 'GBP' THEN 1.17 WHEN 'PLN' THEN 0.23 WHEN 'SEK' THEN 0.088 WHEN 'USD' THEN 0.92
                ELSE 1 END,
            1 + {Draw}(n, 19, 9),
            CASE WHEN {Draw}(n, 17, 5) = 0 THEN ARRAY['SAVE' || {Draw}(n, 18, 30)] ELSE ARRAY[]::text[] END,
            placed + make_interval(secs => {Draw}(n, 20, 86400))
        FROM generate_series($6, $7) AS n,
            LATERAL (SELECT 1 + (power({Draw}(n, 11, 1000000) / 1000000.0, 2) * ($5 - 1))::bigint) AS c(customer),
            LATERAL (SELECT CASE (ARRAY[{Countries}])[1 + {Draw}(customer, 2, 10)] WHEN 'GB' THEN 'GBP'
                WHEN 'PL' THEN 'PLN' WHEN 'SE' THEN 'SEK' WHEN 'US' THEN 'USD' ELSE 'EUR' END) AS m(currency),
            LATERAL (SELECT ($3 + make_interval(
                secs => 86400.0 * $4 * sqrt((n - $1 + 0.5) / ($2 - $1 + 1)))) AT TIME ZONE 'UTC') AS p(placed),
            LATERAL (SELECT ($3 + $4)::timestamp AT TIME ZONE 'UTC' - placed) AS a(age)
        """;

    private const string Draw = "pg_temp.draw";
    private const string FirstNames = "'Ada','Bo','Chen','Dana','Eli','Femi','Greta','Hugo','Ines','Jan','Kim','Lars'";
    private const string LastNames = "'Abel','Berg','Cruz','Diaz','Engel','Fox','Gray','Holm','Ito','Jones'";
    private const string Countries = "'DE','ES','FR','GB','IT','NL','PL','SE','US','US'";

    /// <summary>Comes first in a connection: a number of a row, as good as random, from 0 to <c>below</c>.</summary>
    public static string DeclareDraw(long seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE OR REPLACE FUNCTION {Draw}(n bigint, what bigint, below bigint) RETURNS integer LANGUAGE sql IMMUTABLE
        AS 'SELECT ((hashint8extended(n, {seed} + what) & 9223372036854775807) % below)::integer'
        """);
}
