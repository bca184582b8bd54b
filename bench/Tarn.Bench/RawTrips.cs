using Tarn.Engine;

namespace Tarn.Bench;

/// <summary>The raw table of the taxi sample written out by hand over one generated file.</summary>
internal static class RawTrips
{
    public static string Sql(string path) =>
        $"""
        SELECT VendorID AS vendor_id, tpep_pickup_datetime, tpep_dropoff_datetime,
               NULL::TIMESTAMP AS lpep_pickup_datetime, NULL::TIMESTAMP AS lpep_dropoff_datetime,
               passenger_count::INTEGER AS passenger_count, trip_distance, RatecodeID::INTEGER AS rate_code_id,
               store_and_fwd_flag, PULocationID AS pickup_location_id, DOLocationID AS dropoff_location_id,
               payment_type::INTEGER AS payment_type, fare_amount, extra, mta_tax, tip_amount, tolls_amount,
               NULL::DOUBLE AS ehail_fee, improvement_surcharge, total_amount, NULL::INTEGER AS trip_type,
               congestion_surcharge, Airport_fee AS airport_fee, NULL::DOUBLE AS cbd_congestion_fee,
               parse_filename(filename) AS _file, file_row_number AS _row, NULL::VARCHAR AS _malformed
        FROM read_parquet({SqlText.Literal(path)})
        """;
}
