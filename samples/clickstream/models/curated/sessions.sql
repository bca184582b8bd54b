/* tarn
table: curated.sessions
job: clickstream
description: Visits of people; one row per session
materialized: view
columns:
  session_id: The visit
  user_id: Who was logged in at its end; null for nobody
  visitor: Pseudonym of the e-mail of who was; the same in all sessions of a person
  country: ISO 3166 code
  device: desktop, mobile or tablet
  started_at: First event
  seconds: From the first event to the last
  events: Number of events
  products: Different products that were looked at
  purchases: Number of purchases
  revenue: Of its purchases, in the currency
  currency: ISO 4217 code
  furthest: How far it came on the way view, product, cart, checkout, purchase
*/
SELECT
    session_id,
    max_by(user_id, event_at) FILTER (user_id IS NOT NULL) AS user_id,
    max_by(visitor, event_at) FILTER (visitor IS NOT NULL) AS visitor,
    min(country) AS country,
    min(device) AS device,
    min(event_at) AS started_at,
    date_diff('second', min(event_at), max(event_at)) AS seconds,
    count(*) AS events,
    count(DISTINCT product_id) AS products,
    count(*) FILTER (event_type = 'purchase') AS purchases,
    sum(revenue) AS revenue,
    min(currency) AS currency,
    CASE max(CASE event_type
        WHEN 'purchase' THEN 4
        WHEN 'checkout' THEN 3
        WHEN 'add_to_cart' THEN 2
        WHEN 'product_view' THEN 1
        ELSE 0
    END)
        WHEN 4 THEN 'purchase'
        WHEN 3 THEN 'checkout'
        WHEN 2 THEN 'cart'
        WHEN 1 THEN 'product'
        ELSE 'view'
    END AS furthest
FROM curated.events
WHERE NOT is_bot
GROUP BY session_id
