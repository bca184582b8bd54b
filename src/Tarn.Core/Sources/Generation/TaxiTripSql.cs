using System.Globalization;

namespace Tarn.Sources.Generation;

/// <summary>
/// The SELECT of the trips, one stage of a trip's life after another. All chance comes from three hashes of the row's
/// number, cut into groups of bits: <c>a</c> for time and place, <c>b</c> for the ride, <c>m</c> for the mess.
/// </summary>
internal static class TaxiTripSql
{
    // Records without passenger count, rate code, flag and fees come last in the real files; this is where they start.
    private const double CompleteShare = 0.938;

    public static string Select(TaxiGenerationOptions options)
    {
        int complete = Math.Max(1, (int)(options.Rows * CompleteShare));
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH
            {Drawn(options.Seed, complete, Math.Max(1, options.Rows - complete))},
            {Travelled(options.Month)},
            {Priced}
            {Columns}
            """);
    }

    /// <summary>
    /// Every 5000th row repeats the row before it; every 80th takes back the charge of the row before.
    /// </summary>
    private static string Drawn(long seed, int complete, int bare) => string.Create(
        CultureInfo.InvariantCulture, $"""
        seeded AS (
            SELECT
                i % 5000 = 4999 AS is_copy,
                i % 80 = 79 AND NOT is_copy AS is_refund,
                CASE WHEN is_copy OR is_refund THEN i - 1 ELSE i END AS trip,
                hash(trip, {seed}) AS a,
                hash(a) AS b,
                hash(b) AS m
            FROM taxi_rows
        ),
        drawn AS (
            SELECT
                is_refund,
                trip >= {complete} AS is_bare,
                CASE
                    WHEN is_bare THEN (trip - {complete})::BIGINT * {TaxiDemandSql.HourSlots} // {bare}
                    ELSE trip::BIGINT * {TaxiDemandSql.HourSlots} // {complete}
                END + (a >> 40 & 31)::INTEGER - 16 AS near_slot,
                greatest(0, least({TaxiDemandSql.HourSlots - 1}, near_slot))::INTEGER AS hour_slot,
                (a & 16383)::INTEGER AS pickup_slot,
                (a >> 14 & 16383)::INTEGER AS dropoff_slot,
                (a >> 28 & 4095)::INTEGER AS instant,
                (a >> 45 & 1023)::INTEGER AS paying,
                (a >> 55 & 15)::INTEGER AS tipping,
                (a >> 59)::INTEGER AS vendor,
                ((b & 65535) + (b >> 16 & 65535) + (b >> 32 & 65535))::INTEGER / 65536.0 - 1.5 AS bell,
                (b >> 48)::INTEGER / 65536.0 AS pace,
                (m & 1048575)::INTEGER AS mess,
                (m >> 20 & 1023)::INTEGER AS riding,
                (m >> 30 & 1023)::INTEGER AS rating,
                (m >> 40 & 1023)::INTEGER AS tolling,
                (m >> 50)::INTEGER AS size
            FROM seeded
        )
        """);

    private static string Travelled(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"""
        placed AS (
            SELECT
                drawn.*,
                demand.hours[hour_slot + 1] AS hours,
                demand.pickups[pickup_slot + 1] AS pickup,
                demand.dropoffs[dropoff_slot + 1] AS dropoff
            FROM drawn CROSS JOIN taxi_demand AS demand
        ),
        travelled AS (
            SELECT
                placed.*,
                pickup.id AS pickup_id,
                dropoff.id AS dropoff_id,
                pickup.is_core OR dropoff.is_core AS is_core,
                pickup.id IN (132, 138) AS is_from_airport,
                pickup.id IN (132, 138) OR dropoff.id IN (132, 138) AS is_airport,
                hours.extra_cents,
                hours.mph,
                epoch_us(TIMESTAMP '{month:yyyy-MM}-01') // 1000000 + hours.second + (hours.seconds * instant) // 4096
                    - CASE WHEN mess BETWEEN 30010 AND 30015 THEN 86400 * (3 + size // 3) ELSE 0 END AS pickup_second,
                CASE
                    WHEN rating < 6 THEN 5
                    WHEN rating < 18 THEN 99
                    WHEN pickup.id = 132 AND dropoff.is_core OR dropoff.id = 132 AND pickup.is_core THEN 2
                    WHEN dropoff.id = 1 THEN 3
                    WHEN dropoff.id = 265 THEN 4
                    ELSE 1
                END AS rate,
                1.5 * exp(bell * 1.25) + abs(pickup.miles_out - dropoff.miles_out) * (0.9 + pace * 0.2) AS miles
            FROM placed
        ),
        timed AS (
            SELECT *, 90 + (miles * 3600 / (mph * (1 + miles * 0.07)) * (0.75 + pace * 0.5))::INTEGER AS seconds
            FROM travelled
        )
        """);

    // Amounts are whole cents until the end, so that they come out as the doubles nearest to two decimals.
    private const string Priced = """
        metered AS (
            SELECT
                *,
                CASE
                    WHEN mess BETWEEN 30000 AND 30003 THEN 100100 + size * 18
                    WHEN rate = 2 THEN 7000
                    WHEN rate = 5 THEN 2000 + size
                    ELSE 300 + 70 * (miles * 4.4 + seconds * 0.0075)::INTEGER + CASE rate WHEN 3 THEN 2000 ELSE 0 END
                END AS fare,
                CASE
                    WHEN is_bare THEN 0 WHEN paying < 839 THEN 1 WHEN paying < 997 THEN 2 WHEN paying < 1003 THEN 3
                    ELSE 4
                END AS payment,
                CASE
                    WHEN is_bare THEN 0
                    ELSE extra_cents + CASE WHEN pickup_id = 138 THEN 500 ELSE 0 END
                        + CASE WHEN vendor < 8 AND is_core THEN 250 ELSE 0 END
                END AS extra,
                CASE WHEN is_airport AND tolling < 460 THEN 694 ELSE 0 END AS tolls,
                CASE WHEN is_core THEN 250 ELSE 0 END AS congestion,
                CASE WHEN is_from_airport THEN 175 ELSE 0 END AS airport,
                CASE WHEN is_refund THEN -1 ELSE 1 END AS sign,
                fare + extra + 150 + tolls + congestion + airport AS charge
            FROM timed
        ),
        priced AS (
            SELECT
                *,
                CASE
                    WHEN payment <> 1 OR is_refund OR tipping < 2 THEN 0
                    ELSE charge * CASE
                        WHEN tipping < 3 THEN 10 WHEN tipping < 4 THEN 15 WHEN tipping < 5 THEN 18
                        WHEN tipping < 13 THEN 20 WHEN tipping < 15 THEN 25 ELSE 30
                    END // 100
                END AS tip
            FROM metered
        )
        """;

    private const string Columns = """
        SELECT
            CASE WHEN is_bare AND vendor = 0 THEN 6 WHEN vendor < 8 THEN 1 ELSE 2 END::INTEGER AS "VendorID",
            make_timestamp(pickup_second * 1000000) AS tpep_pickup_datetime,
            make_timestamp(1000000 * (pickup_second + CASE
                WHEN mess < 2000 THEN size % 30
                WHEN mess BETWEEN 27900 AND 28900 THEN 86399 - size
                WHEN mess BETWEEN 29000 AND 29060 THEN -(size % 600)
                WHEN mess BETWEEN 31000 AND 32000 THEN 1 + size % 40
                ELSE seconds
            END)) AS tpep_dropoff_datetime,
            CASE
                WHEN is_bare THEN NULL WHEN riding < 740 THEN 1 WHEN riding < 890 THEN 2 WHEN riding < 930 THEN 3
                WHEN riding < 955 THEN 4 WHEN riding < 970 THEN 5 WHEN riding < 1013 THEN 6
                ELSE 0
            END::BIGINT AS passenger_count,
            CASE
                WHEN mess < 21000 THEN 0
                WHEN mess BETWEEN 29900 AND 29947 THEN 1000 + size * 11.25
                ELSE (miles * 100)::INTEGER / 100
            END::DOUBLE AS trip_distance,
            CASE WHEN NOT is_bare THEN rate END::BIGINT AS "RatecodeID",
            CASE WHEN is_bare THEN NULL WHEN size < 55 THEN 'Y' ELSE 'N' END AS store_and_fwd_flag,
            pickup_id AS "PULocationID",
            dropoff_id AS "DOLocationID",
            payment::BIGINT AS payment_type,
            sign * fare / 100 AS fare_amount,
            sign * extra / 100 AS extra,
            sign * 0.5::DOUBLE AS mta_tax,
            tip / 100 AS tip_amount,
            sign * tolls / 100 AS tolls_amount,
            sign * 1.0::DOUBLE AS improvement_surcharge,
            (sign * charge + tip) / 100 AS total_amount,
            CASE WHEN NOT is_bare THEN sign * congestion / 100 END AS congestion_surcharge,
            CASE WHEN NOT is_bare THEN sign * airport / 100 END AS "Airport_fee"
        FROM priced
        """;
}
