/* tarn
table: staging.orders
job: orders-etl
description: Orders as the database has them, with their value in euros, by month
materialized: incremental
strategy: merge
unique_key: [order_id]
deleted_when: "_change = 'delete'"
partition_by: [order_month]
columns:
  order_id: Number of the order
  customer_id: Who ordered
  state: placed, paid, shipped, delivered, cancelled or returned
  placed_at: When it was placed, UTC
  order_month: First day of the month of placed_at
  amount: Of all items, in the currency
  discount: Share of the amount that was taken off; null for none
  currency: ISO 4217 code
  value_eur: Amount less discount, in euros at the rate of the day
  items: Pieces
  is_revenue: False when it was cancelled or returned
  updated_at: When the row was changed last, UTC
checks:
  - not_null: [order_id, customer_id, placed_at]
  - range: {name: negative_amount, column: amount, min: 0, on_fail: quarantine}
*/
SELECT
    order_id,
    customer_id,
    state,
    placed_at,
    date_trunc('month', placed_at AT TIME ZONE 'UTC')::DATE AS order_month,
    amount,
    discount,
    currency,
    (amount * (1 - coalesce(discount, 0)) * eur_rate)::DECIMAL(14, 2) AS value_eur,
    items,
    state NOT IN ('cancelled', 'returned') AS is_revenue,
    updated_at,
    _change,
    _position
FROM raw.orders
