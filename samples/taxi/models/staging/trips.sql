/* tarn
table: staging.trips
job: taxi-staging
description: >-
  One row per trip that makes sense, typed, with zone names and derived measures. Every row of raw.trips either comes
  out here or fails exactly one check below: the first in the order of the list.
materialized: incremental
bookmark: raw.trips
strategy: delete_insert        # a file that is delivered again replaces the rows of its earlier delivery
unique_key: [source_file]
partition_by: [pickup_date, time_of_day]
columns:
  trip_id: "Stable number of the trip: 36 bits for the key of its file, 27 bits for its 0-based row in the file"
  service: yellow or green
  vendor_id: Provider of the meter's record
  pickup_at: When the meter was engaged, New York time
  dropoff_at: When the meter was disengaged, New York time
  pickup_date: Date of pickup_at
  pickup_hour: Hour of pickup_at, 0 to 23
  time_of_day: "Band of pickup_hour: overnight 0-5, morning_rush 6-9, midday 10-15, evening_rush 16-19, evening 20-23"
  is_weekend: True when the trip began on a Saturday or Sunday
  duration_minutes: Minutes from pickup to dropoff
  passenger_count: Passengers by the driver's count; null when the record has none
  trip_distance: Miles by the taximeter
  speed_mph: Miles per hour, from trip_distance and duration_minutes
  rate_code_id: Final rate code; 1 standard, 2 JFK, 3 Newark, 4 Nassau or Westchester, 5 negotiated, 6 group, 99 unknown
  is_stored_and_forwarded: True when the vehicle sent the record later; null when unknown
  pickup_location_id: Taxi zone of the pickup
  pickup_borough: Borough of the pickup, Unknown when the lookup does not know it
  pickup_zone: Name of the zone of the pickup, Unknown when the lookup does not know it
  dropoff_location_id: Taxi zone of the dropoff
  dropoff_borough: Borough of the dropoff, Unknown when the lookup does not know it
  dropoff_zone: Name of the zone of the dropoff, Unknown when the lookup does not know it
  payment_type: How the passenger paid, by TLC's number
  payment_method: How the passenger paid, in words
  fare_amount: Dollars by the meter
  extra: Dollars of extras
  mta_tax: Dollars of MTA tax
  tip_amount: Dollars of tips by card; cash tips are not recorded
  tolls_amount: Dollars of tolls
  surcharge_amount: Dollars of improvement, congestion, airport, congestion-zone and e-hail fees together
  total_amount: Dollars charged, without cash tips
  tip_share: Tip as a share of the fare, 0.2 for 20 percent; null when the fare is 0
  source_file: Key of the raw file; the row in it is trip_id & 134217727
checks:
  # A value that cannot be read or is missing may be repaired: keep the row where somebody can look at it.
  - sql: {name: malformed_value, where: _malformed IS NOT NULL, on_fail: quarantine}
  - not_null: {name: missing_time, columns: [pickup_at, dropoff_at], on_fail: quarantine}
  - not_null: {name: missing_amount, columns: [fare_amount, total_amount, trip_distance], on_fail: quarantine}
  # Nobody travelled: repeated records, refunds of an earlier record, meters started and stopped on the spot.
  - sql: {name: exact_duplicate, where: _is_duplicate, on_fail: drop}
  - sql: {name: negative_amount, where: fare_amount < 0 OR total_amount < 0, on_fail: drop}
  - sql: {name: zero_distance, where: trip_distance <= 0, on_fail: drop}
  # Possible, hard to believe, ruinous for averages: keep out and look.
  - sql: {name: absurd_amount, where: fare_amount > 1000 OR total_amount > 1000, on_fail: quarantine}
  - range: {name: absurd_distance, column: trip_distance, max: 100, on_fail: quarantine}
  - sql: {name: dropoff_not_after_pickup, where: dropoff_at <= pickup_at, on_fail: quarantine}
  - sql: {name: absurd_duration, where: dropoff_at > pickup_at + INTERVAL 12 HOUR, on_fail: quarantine}
  - sql: {name: absurd_speed, where: speed_mph > 100, on_fail: quarantine}
  - sql:
      name: outside_month
      where: pickup_at < _month - INTERVAL 1 DAY OR pickup_at >= _month + INTERVAL 1 MONTH + INTERVAL 1 DAY
      on_fail: quarantine
*/
WITH zone AS (
    -- Grouped, so that a lookup which lists a zone twice cannot double trips.
    SELECT
        location_id,
        coalesce(nullif(min(borough), 'N/A'), 'Unknown') AS borough,
        coalesce(nullif(min(zone_name), 'N/A'), 'Unknown') AS zone_name
    FROM raw.zones
    WHERE location_id IS NOT NULL
    GROUP BY location_id
),
-- Exact duplicates within a file are found in two passes, because sorting all rows by all columns costs more than
-- everything else here: a hash of a few columns finds the suspects, then all columns of those are compared.
-- 32 bits are enough for few false suspects and group faster than 64.
suspect AS (
    SELECT
        (hash(
            _file, tpep_pickup_datetime, lpep_pickup_datetime, tpep_dropoff_datetime, lpep_dropoff_datetime,
            pickup_location_id, dropoff_location_id, total_amount
        ) & 4294967295)::UINTEGER AS fingerprint
    FROM raw.trips
    GROUP BY fingerprint
    HAVING count(*) > 1
),
duplicate AS (
    SELECT _file, _row
    FROM raw.trips
    WHERE
        (hash(
            _file, tpep_pickup_datetime, lpep_pickup_datetime, tpep_dropoff_datetime, lpep_dropoff_datetime,
            pickup_location_id, dropoff_location_id, total_amount
        ) & 4294967295)::UINTEGER IN (SELECT fingerprint FROM suspect)
    QUALIFY row_number() OVER (
        PARTITION BY
            _file, _malformed, vendor_id, tpep_pickup_datetime, tpep_dropoff_datetime, lpep_pickup_datetime,
            lpep_dropoff_datetime, passenger_count, trip_distance, rate_code_id, store_and_fwd_flag,
            pickup_location_id, dropoff_location_id, payment_type, fare_amount, extra, mta_tax, tip_amount,
            tolls_amount, ehail_fee, improvement_surcharge, total_amount, trip_type, congestion_surcharge,
            airport_fee, cbd_congestion_fee
        ORDER BY _row
    ) > 1
),
trip AS (
    SELECT
        *,
        coalesce(tpep_pickup_datetime, lpep_pickup_datetime) AS pickup_at,
        coalesce(tpep_dropoff_datetime, lpep_dropoff_datetime) AS dropoff_at,
        date_diff('second', pickup_at, dropoff_at) AS duration_seconds,
        hour(pickup_at) AS pickup_hour
    FROM raw.trips
)
SELECT
    (md5_number_lower(trip._file) >> 28)::BIGINT << 27 | trip._row AS trip_id,
    CASE
        WHEN lpep_pickup_datetime IS NOT NULL OR lpep_dropoff_datetime IS NOT NULL THEN 'green'
        WHEN regexp_matches(trip._file, '(^|/)green[^/]*$') THEN 'green'
        ELSE 'yellow'
    END AS service,
    vendor_id,
    pickup_at,
    dropoff_at,
    pickup_at::DATE AS pickup_date,
    pickup_hour::INTEGER AS pickup_hour,
    CASE
        WHEN pickup_hour < 6 THEN 'overnight'
        WHEN pickup_hour < 10 THEN 'morning_rush'
        WHEN pickup_hour < 16 THEN 'midday'
        WHEN pickup_hour < 20 THEN 'evening_rush'
        WHEN pickup_hour < 24 THEN 'evening'
    END AS time_of_day,
    isodow(pickup_at) >= 6 AS is_weekend,
    TRY_CAST(duration_seconds / 60 AS DECIMAL(9, 2)) AS duration_minutes,
    passenger_count,
    TRY_CAST(trip.trip_distance AS DECIMAL(9, 2)) AS trip_distance,
    TRY_CAST(trip.trip_distance * 3600 / nullif(duration_seconds, 0) AS DECIMAL(9, 2)) AS speed_mph,
    rate_code_id,
    CASE store_and_fwd_flag WHEN 'Y' THEN true WHEN 'N' THEN false END AS is_stored_and_forwarded,
    pickup_location_id,
    coalesce(pickup.borough, 'Unknown') AS pickup_borough,
    coalesce(pickup.zone_name, 'Unknown') AS pickup_zone,
    dropoff_location_id,
    coalesce(dropoff.borough, 'Unknown') AS dropoff_borough,
    coalesce(dropoff.zone_name, 'Unknown') AS dropoff_zone,
    payment_type,
    CASE payment_type
        WHEN 0 THEN 'flex_fare'
        WHEN 1 THEN 'credit_card'
        WHEN 2 THEN 'cash'
        WHEN 3 THEN 'no_charge'
        WHEN 4 THEN 'dispute'
        WHEN 6 THEN 'voided'
        ELSE 'unknown'
    END AS payment_method,
    TRY_CAST(trip.fare_amount AS DECIMAL(9, 2)) AS fare_amount,
    TRY_CAST(trip.extra AS DECIMAL(9, 2)) AS extra,
    TRY_CAST(trip.mta_tax AS DECIMAL(9, 2)) AS mta_tax,
    TRY_CAST(trip.tip_amount AS DECIMAL(9, 2)) AS tip_amount,
    TRY_CAST(trip.tolls_amount AS DECIMAL(9, 2)) AS tolls_amount,
    TRY_CAST(
        coalesce(improvement_surcharge, 0) + coalesce(congestion_surcharge, 0) + coalesce(airport_fee, 0)
        + coalesce(cbd_congestion_fee, 0) + coalesce(ehail_fee, 0) AS DECIMAL(9, 2)
    ) AS surcharge_amount,
    TRY_CAST(trip.total_amount AS DECIMAL(9, 2)) AS total_amount,
    TRY_CAST(trip.tip_amount / nullif(trip.fare_amount, 0) AS DECIMAL(9, 4)) AS tip_share,
    trip._file AS source_file,
    CASE
        WHEN greatest(
            abs(trip.fare_amount), abs(trip.total_amount), abs(trip.tip_amount), abs(trip.tolls_amount),
            abs(trip.extra), abs(trip.mta_tax), abs(trip.trip_distance), abs(improvement_surcharge),
            abs(congestion_surcharge), abs(airport_fee), abs(cbd_congestion_fee), abs(ehail_fee)
        ) >= 1e6 THEN concat_ws('; ', _malformed, 'an amount or the distance is a million or more')
        ELSE _malformed
    END AS _malformed,
    duplicate._row IS NOT NULL AS _is_duplicate,
    TRY_CAST(nullif(regexp_extract(trip._file, '([0-9]{4}-[0-9]{2})[^/]*$', 1), '') || '-01' AS DATE) AS _month
FROM trip
LEFT JOIN zone AS pickup ON pickup.location_id = trip.pickup_location_id
LEFT JOIN zone AS dropoff ON dropoff.location_id = trip.dropoff_location_id
LEFT JOIN duplicate ON duplicate._file = trip._file AND duplicate._row = trip._row
