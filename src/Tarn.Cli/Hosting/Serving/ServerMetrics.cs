using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Counts requests and says so in Prometheus' text format. Thread-safe.</summary>
/// <param name="others">Write metrics of what is served.</param>
internal sealed class ServerMetrics(IReadOnlyList<Action<PrometheusText>> others)
{
    private const string Requests = "tarn_requests_total";

    private readonly ConcurrentDictionary<int, long> _requestsByStatus = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _microseconds;
    private long _running;

    public void Started() => Interlocked.Increment(ref _running);

    public void Ended(int status, TimeSpan elapsed)
    {
        Interlocked.Decrement(ref _running);
        Interlocked.Add(ref _microseconds, (long)elapsed.TotalMicroseconds);
        _requestsByStatus.AddOrUpdate(status, 1, (_, count) => count + 1);
    }

    public string Render()
    {
        PrometheusText text = new();
        text.Describe(Requests, "counter", "Requests answered, by status.");
        foreach ((int status, long count) in _requestsByStatus.OrderBy(pair => pair.Key))
        {
            text.Sample(Requests, count, ("status", status.ToString(CultureInfo.InvariantCulture)));
        }

        double seconds = Interlocked.Read(ref _microseconds) / 1e6;
        text.Single("tarn_request_seconds_total", "counter", "Time spent on requests.", seconds);
        text.Single("tarn_requests_running", "gauge", "Requests being answered.", Interlocked.Read(ref _running));
        double uptime = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
        text.Single("tarn_uptime_seconds", "gauge", "Time since the start.", uptime);
        text.Single("process_resident_memory_bytes", "gauge", "Memory in use.", Environment.WorkingSet);
        foreach (Action<PrometheusText> other in others)
        {
            other(text);
        }

        return text.ToString();
    }
}
