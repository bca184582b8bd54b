/* tarn
table: curated.monthly_revenue
job: orders-etl
description: Revenue of each month and segment
materialized: table
partition_by: [order_month]
columns:
  order_month: First day of the month
  segment: consumer, small_business or enterprise
  orders: Orders that were neither cancelled nor returned
  customers: Customers who placed them
  revenue: Euros
checks:
  - unique: [order_month, segment]
*/
SELECT
    o.order_month,
    c.segment,
    count(*) AS orders,
    count(DISTINCT o.customer_id) AS customers,
    sum(o.value_eur) AS revenue
FROM staging.orders AS o
JOIN staging.customers AS c USING (customer_id)
WHERE o.is_revenue
GROUP BY ALL
