/* tarn
table: curated.location_analytics
job: taxi-curated
description: Where trips begin and end; one row per taxi zone that saw a pickup or a dropoff
materialized: table
columns:
  location_id: Number of the taxi zone; 264 also stands for a zone that the record does not name
  borough: Borough of the zone
  zone: Name of the zone
  pickups: Trips that began here
  dropoffs: Trips that ended here
  net_arrivals: Dropoffs less pickups; positive where taxis gather
  pickup_share: Share of all pickups
  pickup_rank: 1 for the zone with the most pickups
  total_amount: Dollars charged for trips that began here
  average_total: Dollars charged per trip that began here
  average_distance_miles: Miles per trip that began here
  average_duration_minutes: Minutes per trip that began here
  average_speed_mph: All miles over all hours of trips that began here
  card_tip_share: Tips over fares of trips paid by card that began here
  busiest_hour: Hour of the day with the most pickups
  top_destination_id: Zone where most trips that began here ended
  top_destination_share: Share of the trips that began here which ended there
checks:
  - not_null: [location_id, pickups, dropoffs, pickup_rank]
  - unique: [location_id]
  - relationships: {column: location_id, to: raw.zones.location_id, on_fail: warn}
  - range: {column: pickup_share, min: 0, max: 1}
  - range: {column: busiest_hour, min: 0, max: 23}
  - row_count: {min: 1}
*/
WITH flow AS (
    SELECT
        coalesce(pickup_location_id, 264) AS pickup_id,
        coalesce(dropoff_location_id, 264) AS dropoff_id,
        count(*) AS trips,
        sum(total_amount) AS total_amount,
        sum(trip_distance) AS distance,
        sum(duration_minutes) AS minutes,
        sum(tip_amount) FILTER (payment_method = 'credit_card') AS card_tips,
        sum(fare_amount) FILTER (payment_method = 'credit_card') AS card_fares
    FROM staging.trips
    GROUP BY pickup_id, dropoff_id
),
departure AS (
    SELECT
        pickup_id AS location_id,
        sum(trips)::BIGINT AS trips,
        sum(total_amount) AS total_amount,
        sum(distance) AS distance,
        sum(minutes) AS minutes,
        sum(card_tips) AS card_tips,
        sum(card_fares) AS card_fares
    FROM flow
    GROUP BY pickup_id
),
arrival AS (
    SELECT dropoff_id AS location_id, sum(trips)::BIGINT AS trips FROM flow GROUP BY dropoff_id
),
busiest AS (
    SELECT coalesce(pickup_location_id, 264) AS location_id, pickup_hour
    FROM staging.trips
    GROUP BY location_id, pickup_hour
    QUALIFY row_number() OVER (PARTITION BY location_id ORDER BY count(*) DESC, pickup_hour) = 1
),
destination AS (
    SELECT pickup_id AS location_id, dropoff_id, trips FROM flow
    QUALIFY row_number() OVER (PARTITION BY pickup_id ORDER BY trips DESC, dropoff_id) = 1
),
active AS (
    SELECT location_id FROM departure UNION SELECT location_id FROM arrival
),
zone AS (
    SELECT location_id, nullif(min(borough), 'N/A') AS borough, nullif(min(zone_name), 'N/A') AS zone_name
    FROM raw.zones
    GROUP BY location_id
)
SELECT
    location_id,
    coalesce(zone.borough, 'Unknown') AS borough,
    coalesce(zone.zone_name, 'Unknown') AS zone,
    coalesce(departure.trips, 0) AS pickups,
    coalesce(arrival.trips, 0) AS dropoffs,
    coalesce(arrival.trips, 0) - coalesce(departure.trips, 0) AS net_arrivals,
    round(coalesce(departure.trips, 0) / sum(departure.trips) OVER (), 6) AS pickup_share,
    row_number() OVER (ORDER BY coalesce(departure.trips, 0) DESC, location_id) AS pickup_rank,
    coalesce(departure.total_amount, 0)::DECIMAL(18, 2) AS total_amount,
    round(departure.total_amount / departure.trips, 2) AS average_total,
    round(departure.distance / departure.trips, 2) AS average_distance_miles,
    round(departure.minutes / departure.trips, 2) AS average_duration_minutes,
    round(departure.distance * 60 / departure.minutes, 2) AS average_speed_mph,
    round(departure.card_tips / nullif(departure.card_fares, 0), 4) AS card_tip_share,
    busiest.pickup_hour AS busiest_hour,
    destination.dropoff_id AS top_destination_id,
    round(destination.trips / departure.trips, 4) AS top_destination_share
FROM active
LEFT JOIN zone USING (location_id)
LEFT JOIN departure USING (location_id)
LEFT JOIN arrival USING (location_id)
LEFT JOIN busiest USING (location_id)
LEFT JOIN destination USING (location_id)
ORDER BY location_id
