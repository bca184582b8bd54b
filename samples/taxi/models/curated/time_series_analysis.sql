/* tarn
table: curated.time_series_analysis
job: taxi-curated
description: Demand hour by hour with its own past beside it; one row per hour with a trip
materialized: table
columns:
  hour_start: Start of the hour, New York time
  pickup_date: Date of the hour
  pickup_hour: Hour of the day, 0 to 23
  time_of_day: Band of the hour
  is_weekend: True on Saturdays and Sundays
  trips: Trips that began in the hour
  total_amount: Dollars charged for them
  average_fare: Dollars of fare per trip
  average_duration_minutes: Minutes per trip
  average_speed_mph: All miles over all hours
  trips_average_24_hours: Mean of trips over the rows of this and the 23 hours before
  total_amount_today: Dollars charged since midnight, this hour included
  trips_week_before: Trips of the same hour a week before; null without data
  trips_change_on_week: Relative change against the week before; 0.1 for 10 percent more
checks:
  - not_null: [hour_start, trips, total_amount]
  - unique: [hour_start]
  - range: {column: pickup_hour, min: 0, max: 23}
  - range: {column: trips, min: 1}
  - accepted_values: {column: time_of_day, values: [overnight, morning_rush, midday, evening_rush, evening]}
  - row_count: {min: 1}
*/
WITH hourly AS (
    SELECT
        pickup_date,
        pickup_hour,
        time_of_day,
        count(*) AS trips,
        sum(total_amount)::DECIMAL(18, 2) AS total_amount,
        round(avg(fare_amount), 2) AS average_fare,
        round(avg(duration_minutes), 2) AS average_duration_minutes,
        round(sum(trip_distance) * 60 / sum(duration_minutes), 2) AS average_speed_mph
    FROM staging.trips
    GROUP BY pickup_date, pickup_hour, time_of_day
),
placed AS (
    SELECT pickup_date + to_hours(pickup_hour) AS hour_start, * FROM hourly
)
SELECT
    this.hour_start,
    this.pickup_date,
    this.pickup_hour,
    this.time_of_day,
    isodow(this.pickup_date) >= 6 AS is_weekend,
    this.trips,
    this.total_amount,
    this.average_fare,
    this.average_duration_minutes,
    this.average_speed_mph,
    round(
        avg(this.trips) OVER (ORDER BY this.hour_start RANGE BETWEEN INTERVAL 23 HOUR PRECEDING AND CURRENT ROW), 2
    ) AS trips_average_24_hours,
    sum(this.total_amount) OVER (
        PARTITION BY this.pickup_date ORDER BY this.hour_start ROWS UNBOUNDED PRECEDING
    )::DECIMAL(18, 2) AS total_amount_today,
    before.trips AS trips_week_before,
    round(this.trips / before.trips - 1, 4) AS trips_change_on_week
FROM placed AS this
LEFT JOIN placed AS before ON before.hour_start = this.hour_start - INTERVAL 7 DAY
ORDER BY this.hour_start
