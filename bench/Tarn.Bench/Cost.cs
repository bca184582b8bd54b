using System.Diagnostics;
using System.Globalization;

namespace Tarn.Bench;

/// <summary>What some work took: time on the clock, and time of this process on all processors.</summary>
internal readonly record struct Cost(double Seconds, double ProcessorSeconds)
{
    /// <summary>Costs since this process started; the difference of two is the cost of what was between.</summary>
    public static Cost Now
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            double clock = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            return new Cost(clock, process.TotalProcessorTime.TotalSeconds);
        }
    }

    public static Cost operator -(Cost end, Cost start) =>
        new(end.Seconds - start.Seconds, end.ProcessorSeconds - start.ProcessorSeconds);

    public static Cost operator +(Cost one, Cost other) =>
        new(one.Seconds + other.Seconds, one.ProcessorSeconds + other.ProcessorSeconds);

    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        Cost start = Now;
        await work();
        return Now - start;
    }

    /// <summary>The median of each by itself.</summary>
    public static Cost Median(IReadOnlyCollection<Cost> costs) => new(
        costs.Select(cost => cost.Seconds).Order().ElementAt(costs.Count / 2),
        costs.Select(cost => cost.ProcessorSeconds).Order().ElementAt(costs.Count / 2));

    public static string Text(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);
}
