/* tarn
table: curated.performance_summary
job: taxi-curated
description: What the fleets achieve; one row per month, service and time of day
materialized: table
columns:
  pickup_month: First day of the month of the pickup
  service: yellow or green
  time_of_day: Band of the pickup's hour
  trips: Number of trips
  active_days: Days of the month with a trip
  trips_per_day: Trips over active days
  hours: Hours with a passenger
  distance_miles: Miles with a passenger
  total_amount: Dollars charged
  revenue_per_trip: Dollars charged per trip
  revenue_per_hour: Dollars charged per hour with a passenger
  revenue_per_mile: Dollars charged per mile with a passenger
  average_speed_mph: All miles over all hours
  median_duration_minutes: Half of the trips took this many whole minutes or fewer
  slow_duration_minutes: Nine of ten trips took this many whole minutes or fewer
  airport_share: Share of trips from or to Newark, JFK or LaGuardia
  stored_share: Share of trips whose record was sent later
checks:
  - not_null: [pickup_month, service, time_of_day, trips, total_amount]
  - unique: [pickup_month, service, time_of_day]
  - accepted_values: {column: time_of_day, values: [overnight, morning_rush, midday, evening_rush, evening]}
  - range: {column: revenue_per_trip, min: 0, max: 1000}
  - range: {column: average_speed_mph, min: 0, max: 100}
  - row_count: {min: 1}
*/
WITH
-- Durations are grouped by whole minutes: exact percentiles from a few thousand rows, without sorting the trips.
by_minute AS (
    SELECT
        date_trunc('month', pickup_date)::DATE AS pickup_month,
        pickup_date,
        service,
        time_of_day,
        ceil(duration_minutes)::INTEGER AS minute,
        count(*) AS trips,
        sum(duration_minutes) AS minutes,
        sum(trip_distance) AS distance,
        sum(total_amount) AS total_amount,
        count(*) FILTER (pickup_location_id IN (1, 132, 138) OR dropoff_location_id IN (1, 132, 138)) AS airport_trips,
        count(*) FILTER (is_stored_and_forwarded) AS stored_trips
    FROM staging.trips
    GROUP BY pickup_month, pickup_date, service, time_of_day, minute
),
distribution AS (
    SELECT
        pickup_month,
        service,
        time_of_day,
        minute,
        sum(sum(trips)) OVER (PARTITION BY pickup_month, service, time_of_day ORDER BY minute)
        / sum(sum(trips)) OVER (PARTITION BY pickup_month, service, time_of_day) AS share_up_to
    FROM by_minute
    GROUP BY pickup_month, service, time_of_day, minute
),
percentile AS (
    SELECT
        pickup_month,
        service,
        time_of_day,
        min(minute) FILTER (share_up_to >= 0.5) AS median_duration_minutes,
        min(minute) FILTER (share_up_to >= 0.9) AS slow_duration_minutes
    FROM distribution
    GROUP BY pickup_month, service, time_of_day
),
summary AS (
    SELECT
        pickup_month,
        service,
        time_of_day,
        sum(trips)::BIGINT AS trips,
        count(DISTINCT pickup_date) AS active_days,
        sum(minutes) AS minutes,
        sum(distance) AS distance,
        sum(total_amount) AS total_amount,
        sum(airport_trips) AS airport_trips,
        sum(stored_trips) AS stored_trips
    FROM by_minute
    GROUP BY pickup_month, service, time_of_day
)
SELECT
    pickup_month,
    service,
    time_of_day,
    trips,
    active_days,
    round(trips / active_days, 1) AS trips_per_day,
    round(minutes / 60, 2) AS hours,
    distance::DECIMAL(18, 2) AS distance_miles,
    total_amount::DECIMAL(18, 2) AS total_amount,
    round(total_amount / trips, 2) AS revenue_per_trip,
    round(total_amount * 60 / minutes, 2) AS revenue_per_hour,
    round(total_amount / distance, 2) AS revenue_per_mile,
    round(distance * 60 / minutes, 2) AS average_speed_mph,
    median_duration_minutes,
    slow_duration_minutes,
    round(airport_trips / trips, 4) AS airport_share,
    round(stored_trips / trips, 4) AS stored_share
FROM summary
JOIN percentile USING (pickup_month, service, time_of_day)
ORDER BY pickup_month, service, time_of_day
