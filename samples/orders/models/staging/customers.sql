/* tarn
table: staging.customers
job: customers-etl
description: Customers as the database has them, without their addresses
materialized: incremental
strategy: merge
unique_key: [customer_id]
deleted_when: "_change = 'delete'"
columns:
  customer_id: Number of the customer
  name: As the customer wrote it
  segment: consumer, small_business or enterprise
  country: ISO 3166 code
  newsletter: Whether the customer wants to be written to
  customer_since: When the customer came, UTC
  updated_at: When the row was changed last, UTC
checks:
  - not_null: [customer_id, segment]
  - accepted_values: {column: segment, values: [consumer, small_business, enterprise], on_fail: quarantine}
*/
SELECT
    customer_id,
    name,
    trim(segment) AS segment,
    country,
    json_extract(preferences, '$.newsletter')::BOOLEAN AS newsletter,
    created_at AS customer_since,
    updated_at,
    _change,
    _position
FROM raw.customers
