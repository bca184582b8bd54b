/* tarn
table: curated.daily_metrics
job: taxi-curated
description: What each day brought, by service; one row per date and service
materialized: table
columns:
  pickup_date: Date of the pickup
  service: yellow or green
  is_weekend: True on Saturdays and Sundays
  trips: Number of trips
  passengers: Passengers counted; trips without a count add none
  distance_miles: Miles driven
  fare_amount: Dollars of fares
  tip_amount: Dollars of card tips
  total_amount: Dollars charged
  average_fare: Dollars of fare per trip
  average_total: Dollars charged per trip
  average_distance_miles: Miles per trip
  average_duration_minutes: Minutes per trip
  average_speed_mph: All miles over all hours
  card_share: Share of trips paid by card
  card_tip_share: Tips over fares of trips paid by card
  rush_hour_share: Share of trips that began in a rush hour band
  pickup_zones: Number of zones with a pickup
checks:
  - not_null: [pickup_date, service, trips, total_amount]
  - unique: [pickup_date, service]
  - accepted_values: {column: service, values: [yellow, green]}
  - range: {column: card_share, min: 0, max: 1}
  - range: {column: average_speed_mph, min: 0, max: 100}
  - row_count: {min: 1}
*/
SELECT
    pickup_date,
    service,
    isodow(pickup_date) >= 6 AS is_weekend,
    count(*) AS trips,
    coalesce(sum(passenger_count), 0)::BIGINT AS passengers,
    sum(trip_distance)::DECIMAL(18, 2) AS distance_miles,
    sum(fare_amount)::DECIMAL(18, 2) AS fare_amount,
    sum(tip_amount)::DECIMAL(18, 2) AS tip_amount,
    sum(total_amount)::DECIMAL(18, 2) AS total_amount,
    round(avg(fare_amount), 2) AS average_fare,
    round(avg(total_amount), 2) AS average_total,
    round(avg(trip_distance), 2) AS average_distance_miles,
    round(avg(duration_minutes), 2) AS average_duration_minutes,
    round(sum(trip_distance) * 60 / sum(duration_minutes), 2) AS average_speed_mph,
    round(count(*) FILTER (payment_method = 'credit_card') / count(*), 4) AS card_share,
    round(
        sum(tip_amount) FILTER (payment_method = 'credit_card')
        / nullif(sum(fare_amount) FILTER (payment_method = 'credit_card'), 0), 4
    ) AS card_tip_share,
    round(count(*) FILTER (time_of_day IN ('morning_rush', 'evening_rush')) / count(*), 4) AS rush_hour_share,
    count(DISTINCT pickup_location_id) AS pickup_zones
FROM staging.trips
GROUP BY pickup_date, service
ORDER BY pickup_date, service
