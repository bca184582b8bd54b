/* tarn
table: curated.daily_sales
job: retail
description: What each day brought, by channel; one row per date and channel
materialized: table
columns:
  sold_on: Date of the sales
  channel: till or web
  orders: Invoices that are no cancellations
  customers: Known customers who bought
  pieces: Pieces sold
  revenue: Pounds of sales
  returned: Pounds of cancellations, as a positive number
checks:
  - not_null: [sold_on, channel, revenue]
  - unique: [sold_on, channel]
  - row_count: {min: 1}
*/
SELECT
    sold_on,
    channel,
    count(DISTINCT invoice_no) FILTER (NOT is_cancellation) AS orders,
    count(DISTINCT customer_id) FILTER (NOT is_cancellation) AS customers,
    coalesce(sum(quantity) FILTER (NOT is_cancellation), 0)::BIGINT AS pieces,
    coalesce(sum(line_total) FILTER (NOT is_cancellation), 0)::DECIMAL(18, 2) AS revenue,
    coalesce(-sum(line_total) FILTER (is_cancellation), 0)::DECIMAL(18, 2) AS returned
FROM staging.sales
GROUP BY sold_on, channel
