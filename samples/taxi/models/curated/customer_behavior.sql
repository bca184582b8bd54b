/* tarn
table: curated.customer_behavior
job: taxi-curated
description: >-
  How passengers ride, pay and tip; one row per payment method, party size, time of day and kind of day
materialized: table
columns:
  payment_method: How the passenger paid
  party: solo, pair, group (3 or 4), large (5 or more) or unknown (no count, or 0)
  time_of_day: Band of the pickup's hour
  is_weekend: True on Saturdays and Sundays
  trips: Number of trips
  trip_share: Share of all trips
  average_total: Dollars charged per trip
  average_distance_miles: Miles per trip
  average_duration_minutes: Minutes per trip
  tipped_share: Share of trips with a recorded tip; cash tips are not recorded
  tip_share: Tips over fares
  generous_share: Share of trips whose tip is a quarter of the fare or more
  average_tip: Dollars of tip per trip with a recorded tip
checks:
  - not_null: [payment_method, party, time_of_day, is_weekend, trips]
  - unique: [payment_method, party, time_of_day, is_weekend]
  - accepted_values: {column: party, values: [solo, pair, group, large, unknown]}
  - accepted_values:
      column: payment_method
      values: [flex_fare, credit_card, cash, no_charge, dispute, unknown, voided]
  - range: {column: tipped_share, min: 0, max: 1}
  - row_count: {min: 1}
*/
SELECT
    payment_method,
    CASE
        WHEN passenger_count = 1 THEN 'solo'
        WHEN passenger_count = 2 THEN 'pair'
        WHEN passenger_count BETWEEN 3 AND 4 THEN 'group'
        WHEN passenger_count >= 5 THEN 'large'
        ELSE 'unknown'
    END AS party,
    time_of_day,
    is_weekend,
    count(*) AS trips,
    round(count(*) / sum(count(*)) OVER (), 6) AS trip_share,
    round(avg(total_amount), 2) AS average_total,
    round(avg(trip_distance), 2) AS average_distance_miles,
    round(avg(duration_minutes), 2) AS average_duration_minutes,
    round(count(*) FILTER (tip_amount > 0) / count(*), 4) AS tipped_share,
    round(sum(tip_amount) / nullif(sum(fare_amount), 0), 4) AS tip_share,
    round(count(*) FILTER (tip_share >= 0.25) / count(*), 4) AS generous_share,
    round(avg(tip_amount) FILTER (tip_amount > 0), 2) AS average_tip
FROM staging.trips
GROUP BY payment_method, party, time_of_day, is_weekend
ORDER BY payment_method, party, time_of_day, is_weekend
