using Tarn.Testing;

namespace Tarn.Tests.Samples;

/// <summary>The real taxi files, all readable ones; see <see cref="RealData"/>.</summary>
internal static class TaxiFiles
{
    public static IReadOnlyList<string> Trips()
    {
        string directory = RealData.Require("taxi");
        return
        [
            .. Directory.EnumerateFiles(directory, "green_tripdata_*.parquet"),
            .. Directory.EnumerateFiles(Path.Join(directory, "yellow_2019"), "*.csv"),
            Path.Join(directory, "yellow_tripdata_2025-02_sample_5k.parquet"),
            Path.Join(directory, "yellow_tripdata_2021_sample_1k_extra_col.csv"),
        ];
    }

    public static string ZoneLookup() => RealData.Require("taxi", "taxi_zone_lookup.csv");

    public static string Truncated() => RealData.Require("taxi", "yellow_tripdata_2024-01.TRUNCATED.parquet");
}
