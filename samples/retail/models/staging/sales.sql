/* tarn
table: staging.sales
job: retail
description: >-
  One row per line of sale, typed, from the till and the web shop. Every line that was delivered either comes out here or
  fails exactly one check below: the first in the order of the list.
materialized: table
columns:
  invoice_no: Number of the invoice; that of a cancellation begins with C
  is_cancellation: True when goods went back or a discount was given
  stock_code: Code of the product in upper case, or of something that is none, such as POST
  description: Name of the product, without blanks around it
  quantity: Pieces; negative in cancellations
  sold_at: When it was sold, local time of the shop
  sold_on: Date of sold_at
  unit_price: Pounds for one piece
  line_total: Pounds for the line; negative in cancellations
  customer_id: Number of the customer; null for sales over the counter
  country: Country of the customer
  channel: till or web
checks:
  - sql: {name: exact_duplicate, where: _copy > 1, on_fail: drop}
  - not_null: {name: missing_key, columns: [invoice_no, stock_code, sold_at], on_fail: quarantine}
  # Notes about stock that somebody typed in as a sale: no price, no customer.
  - sql: {name: note, where: unit_price = 0 AND customer_id IS NULL, on_fail: drop}
  - sql: {name: negative_sale, where: quantity < 0 AND NOT is_cancellation, on_fail: quarantine}
  - range: {name: absurd_price, column: unit_price, min: 0, max: 10000, on_fail: quarantine}
*/
WITH delivered AS (
    SELECT invoiceno, stockcode, description, quantity, invoicedate, unitprice, customerid, country, 'till' AS channel
    FROM raw.sales
    UNION ALL
    SELECT invoiceno, stockcode, description, quantity, invoicedate, unitprice, customerid, country, 'web'
    FROM raw.web
)
SELECT
    invoiceno::VARCHAR AS invoice_no,
    invoiceno::VARCHAR LIKE 'C%' AS is_cancellation,
    upper(trim(stockcode::VARCHAR)) AS stock_code,
    trim(description) AS description,
    quantity::INTEGER AS quantity,
    invoicedate AS sold_at,
    invoicedate::DATE AS sold_on,
    unitprice::DECIMAL(12, 2) AS unit_price,
    (quantity * unitprice)::DECIMAL(14, 2) AS line_total,
    customerid::BIGINT AS customer_id,
    country,
    channel,
    row_number() OVER (
        PARTITION BY invoiceno, stockcode, description, quantity, invoicedate, unitprice, customerid, country
    ) AS _copy
FROM delivered
