/* tarn
table: curated.customers
job: retail
description: >-
  Value and segment of each known customer; one row per customer. The segment follows from recency, frequency and money
  (RFM), each scored 1 to 5 by fifths of all customers.
materialized: table
columns:
  customer_id: Number of the customer
  country: Country of the latest order
  orders: Invoices that are no cancellations
  first_order_on: Date of the first order
  last_order_on: Date of the latest order
  lifetime_value: Pounds of sales less cancellations
  recency_days: Days from the latest order to the latest day of all sales
  recency_score: 5 for the fifth of the customers who bought last
  frequency_score: 5 for the fifth with the most orders
  money_score: 5 for the fifth with the greatest value
  segment: champion, loyal, new, at_risk, lost or regular
checks:
  - not_null: [customer_id, segment]
  - unique: [customer_id]
  - accepted_values: {column: segment, values: [champion, loyal, new, at_risk, lost, regular]}
*/
WITH bought AS (
    SELECT
        customer_id,
        max_by(country, sold_at) AS country,
        count(DISTINCT invoice_no) FILTER (NOT is_cancellation) AS orders,
        min(sold_on) FILTER (NOT is_cancellation) AS first_order_on,
        max(sold_on) FILTER (NOT is_cancellation) AS last_order_on,
        sum(line_total)::DECIMAL(18, 2) AS lifetime_value
    FROM staging.sales
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
    HAVING orders > 0
),
scored AS (
    SELECT
        *,
        (SELECT max(sold_on) FROM staging.sales) - last_order_on AS recency_days,
        ntile(5) OVER (ORDER BY last_order_on, customer_id) AS recency_score,
        ntile(5) OVER (ORDER BY orders, customer_id) AS frequency_score,
        ntile(5) OVER (ORDER BY lifetime_value, customer_id) AS money_score
    FROM bought
)
SELECT
    *,
    CASE
        WHEN recency_score >= 4 AND frequency_score >= 4 AND money_score >= 4 THEN 'champion'
        WHEN frequency_score >= 4 AND recency_score >= 3 THEN 'loyal'
        WHEN recency_score >= 4 AND orders = 1 THEN 'new'
        WHEN recency_score <= 2 AND frequency_score >= 3 THEN 'at_risk'
        WHEN recency_score = 1 THEN 'lost'
        ELSE 'regular'
    END AS segment
FROM scored
