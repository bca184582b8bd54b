using System.Diagnostics;
using System.Globalization;

namespace Tarn.Bench.ManagedTables;

/// <summary>Milliseconds of some work, and what can be said of many.</summary>
internal static class Timing
{
    public static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public static double Median(IReadOnlyCollection<double> values) => Percentile(values, 50);

    public static double Percentile(IReadOnlyCollection<double> values, int percent) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));

    public static string Text(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Ratio(double value, double baseline) =>
        (value / baseline).ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>Megabytes of 10^6 bytes in a second.</summary>
    public static string Rate(long bytes, double milliseconds) =>
        (bytes / 1e3 / milliseconds).ToString("N0", CultureInfo.InvariantCulture);
}
