using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>Counts requests and says so in Prometheus' text format. Thread-safe.</summary>
internal sealed class ServerMetrics
{
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
        StringBuilder text = new();
        Head(text, "tarn_requests_total", "counter", "Requests answered, by status.");
        foreach ((int status, long count) in _requestsByStatus.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"tarn_requests_total{{status=\"{status}\"}} {count}\n");
        }

        double seconds = Interlocked.Read(ref _microseconds) / 1e6;
        Value(text, "tarn_request_seconds_total", "counter", "Time spent on requests.", seconds);
        Value(text, "tarn_requests_running", "gauge", "Requests being answered.", Interlocked.Read(ref _running));
        double uptime = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
        Value(text, "tarn_uptime_seconds", "gauge", "Time since the start.", uptime);
        Value(text, "process_resident_memory_bytes", "gauge", "Memory in use.", Environment.WorkingSet);
        return text.ToString();
    }

    private static void Value(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
