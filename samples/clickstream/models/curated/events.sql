/* tarn
table: curated.events
job: clickstream
description: >-
  Each event once, typed and checked, without addresses of people. Every record that was delivered either comes out here
  or fails exactly one check below: the first in the order of the list.
materialized: incremental
strategy: append
partition_by: [event_date]
on_arrival: true
# Senders that hear nothing send again, with the same id and time.
deduplicate: {key: [event_id], by: event_at, within: 24h}
# Visitors can be counted and followed; who they are cannot be found out without the lake's key.
private: {hash: [visitor]}
columns:
  event_id: UUID that the sender gave the event
  event_type: page_view, search, product_view, add_to_cart, remove_from_cart, checkout or purchase
  event_at: When it happened by the clock of the sender, UTC
  event_date: Date of event_at
  session_id: Visit that it is part of
  user_id: Who is logged in; null for nobody
  visitor: Pseudonym of the e-mail of who is logged in; null for nobody
  page: Path of the page, without its query
  referrer_host: Host of the page before; null when there is none
  product_id: Product looked at, put into the cart, taken out or bought
  product_name: Its name
  category: Its category
  price: Of one piece, in the currency
  quantity: Pieces put into the cart, taken out or bought
  currency: ISO 4217 code
  revenue: Price times quantity of purchases; null in other events
  country: ISO 3166 code of the visitor's country
  device: desktop, mobile or tablet; bot for what calls itself one
  browser: Chrome, Safari, Firefox or other
  is_bot: True when the sender calls itself a bot or a program
  arrived_on: Date on which it was delivered
  ingested_at: When this row was made
  source_file: Object of the zone raw that it is from
  source_row: Its line there, from 0
checks:
  # With a value of another type. Lines that are no JSON never come here: they go into the quarantine as unreadable_line,
  # without their text, since it may have addresses in it.
  - sql: {name: malformed, where: _broken IS NOT NULL, on_fail: quarantine}
  - not_null: {name: missing_key, columns: [event_id, event_type, event_at, session_id], on_fail: quarantine}
  - accepted_values:
      name: unknown_type
      column: event_type
      values: [page_view, search, product_view, add_to_cart, remove_from_cart, checkout, purchase]
      on_fail: quarantine
  # Events may be late by a day and a bit, and clocks of senders an hour fast.
  - sql:
      name: implausible_time
      where: event_at < arrived_on - INTERVAL 2 DAY OR event_at > arrived_on + INTERVAL 25 HOUR
      on_fail: quarantine
  - range: {name: negative_price, column: price, min: 0, on_fail: quarantine}
  - range: {name: no_pieces, column: quantity, min: 1, on_fail: quarantine}
*/
SELECT
    event_id,
    event_type,
    event_at,
    event_at::DATE AS event_date,
    session_id,
    user_id,
    lower(email) AS visitor,
    split_part(page, '?', 1) AS page,
    nullif(regexp_extract(referrer, '^https?://([^/:?#]+)', 1), '') AS referrer_host,
    product_id,
    product_name,
    category,
    price,
    quantity,
    currency,
    CASE WHEN event_type = 'purchase' THEN (price * quantity)::DECIMAL(14, 2) END AS revenue,
    country,
    device,
    CASE
        WHEN user_agent LIKE '%Firefox/%' THEN 'Firefox'
        WHEN user_agent LIKE '%Chrome/%' THEN 'Chrome'
        WHEN user_agent LIKE '%AppleWebKit/%' THEN 'Safari'
        ELSE 'other'
    END AS browser,
    coalesce(regexp_matches(user_agent, '(?i)bot|spider|crawl|curl|python'), false) AS is_bot,
    make_date(
        regexp_extract(_file, 'year=(\d{4})', 1)::INTEGER,
        regexp_extract(_file, 'month=(\d\d)', 1)::INTEGER,
        regexp_extract(_file, 'day=(\d\d)', 1)::INTEGER) AS arrived_on,
    now() AS ingested_at,
    _file AS source_file,
    _row AS source_row,
    -- Which column; not its value, which may be an address of somebody: so it is for models with private columns.
    _malformed AS _broken
FROM raw.clicks
