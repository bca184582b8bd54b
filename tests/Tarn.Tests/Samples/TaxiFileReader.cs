using Tarn.Engine;

namespace Tarn.Tests.Samples;

/// <summary>
/// Loads one trip file into the table <c>trip</c>, each kind of file by its own columns: on purpose nothing here is
/// shared with the raw table of the sample, which it serves to check.
/// </summary>
internal static class TaxiFileReader
{
    private const string Green = """
        "VendorID" AS vendor, lpep_pickup_datetime AS pickup, lpep_dropoff_datetime AS dropoff, passenger_count,
        trip_distance AS distance, "RatecodeID" AS rate, store_and_fwd_flag, "PULocationID" AS pu,
        "DOLocationID" AS do_, payment_type, fare_amount AS fare, extra, mta_tax, tip_amount AS tip,
        tolls_amount AS tolls, improvement_surcharge, total_amount AS total, congestion_surcharge, ehail_fee, trip_type
        """;

    private const string Yellow = """
        "VendorID" AS vendor, tpep_pickup_datetime AS pickup, tpep_dropoff_datetime AS dropoff, passenger_count,
        trip_distance AS distance, "RatecodeID" AS rate, store_and_fwd_flag, "PULocationID" AS pu,
        "DOLocationID" AS do_, payment_type, fare_amount AS fare, extra, mta_tax, tip_amount AS tip,
        tolls_amount AS tolls, improvement_surcharge, total_amount AS total, congestion_surcharge
        """;

    private const string YellowOf2019 = """
        vendor_id AS vendor, pickup_datetime AS pickup, dropoff_datetime AS dropoff, passenger_count,
        trip_distance AS distance, rate_code_id AS rate, store_and_fwd_flag, pickup_location_id AS pu,
        dropoff_location_id AS do_, payment_type, fare_amount AS fare, extra, mta_tax, tip_amount AS tip,
        tolls_amount AS tolls, improvement_surcharge, total_amount AS total, congestion_surcharge
        """;

    public static Task<long> LoadAsync(DuckConnection connection, string path, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        string columns = name switch
        {
            _ when name.StartsWith("green_", StringComparison.Ordinal) => Green,
            _ when name.Contains("_sample_2019-", StringComparison.Ordinal) => YellowOf2019,
            _ when name.Contains("_2025-", StringComparison.Ordinal) =>
                Yellow + ", \"Airport_fee\", cbd_congestion_fee",
            _ => Yellow,
        };
        string literal = SqlText.Literal(path);
        string reader = name.EndsWith(".csv", StringComparison.Ordinal)
            ? $"read_csv({literal}, strict_mode = false)"
            : $"read_parquet({literal})";
        return connection.ExecuteAsync(
            $"CREATE OR REPLACE TEMP TABLE trip AS SELECT {columns} FROM {reader}", cancellationToken);
    }
}
