using System.Globalization;

namespace Tarn.Bench.Streams;

/// <summary>Rows of tables that have what Tarn takes for some records beside what bare DuckDB takes.</summary>
internal static class ComparedCosts
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "what", "Tarn s", "bare DuckDB s", "ratio", "Tarn CPU s", "bare CPU s", "CPU ratio", "records/s", "MB/s",
    ];

    /// <param name="megabytes">Of the records as JSON.</param>
    /// <param name="own">Of all rounds.</param>
    /// <param name="others">Of all rounds.</param>
    public static string[] Cells(string what, long records, double megabytes, List<Cost> own, List<Cost> others)
    {
        Cost tarn = Cost.Median(own);
        Cost bare = Cost.Median(others);
        return
        [
            what,
            Cost.Text(tarn.Seconds),
            Cost.Text(bare.Seconds),
            Cost.Text(tarn.Seconds / bare.Seconds),
            Cost.Text(tarn.ProcessorSeconds),
            Cost.Text(bare.ProcessorSeconds),
            Cost.Text(tarn.ProcessorSeconds / bare.ProcessorSeconds),
            (records / tarn.Seconds).ToString("N0", CultureInfo.InvariantCulture),
            (megabytes / tarn.Seconds).ToString("N0", CultureInfo.InvariantCulture),
        ];
    }
}
