/* tarn
table: curated.customer_value
job: orders-etl
description: What each customer has been worth so far; one row per customer who ordered
materialized: table
columns:
  customer_id: Number of the customer
  segment: consumer, small_business or enterprise
  country: ISO 3166 code
  orders: Orders that were neither cancelled nor returned
  first_order_at: When the first was placed, UTC
  last_order_at: When the latest was placed, UTC
  lifetime_value: Euros
checks:
  - unique: [customer_id]
  - not_null: [customer_id, lifetime_value]
*/
SELECT
    c.customer_id,
    c.segment,
    c.country,
    count(*) AS orders,
    min(o.placed_at) AS first_order_at,
    max(o.placed_at) AS last_order_at,
    sum(o.value_eur) AS lifetime_value
FROM staging.orders AS o
JOIN staging.customers AS c USING (customer_id)
WHERE o.is_revenue
GROUP BY ALL
