using Tarn.Streams;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What the delivery streams took and delivered, as metrics.</summary>
internal static class StreamMetrics
{
    private const string Counter = "counter";
    private const string Gauge = "gauge";

    public static void Write(PrometheusText text, IReadOnlyList<StreamStatus> statuses)
    {
        if (statuses.Count == 0)
        {
            return;
        }

        Each("incoming_records_total", Counter, "Records acknowledged.", status => status.IncomingRecords);
        Each("incoming_bytes_total", Counter, "Bytes of them.", status => status.IncomingBytes);
        Each("delivered_records_total", Counter, "Records delivered.", status => status.DeliveredRecords);
        Each("delivered_bytes_total", Counter, "Bytes of them.", status => status.DeliveredBytes);
        Each("delivered_objects_total", Counter, "Objects put.", status => status.DeliveredObjects);
        Each("failed_records_total", Counter, "Records sent to the error prefix.", status => status.FailedRecords);
        Each("throttled_records_total", Counter, "Records refused for now.", status => status.ThrottledRecords);
        Each("waiting_records", Gauge, "Records that wait for delivery.", status => status.WaitingRecords);
        Each("waiting_bytes", Gauge, "Bytes of them.", status => status.WaitingBytes);
        Each("oldest_seconds", Gauge, "Age of the oldest of them.", status => status.OldestAge.TotalSeconds);
        Each("failed_tries", Gauge, "Deliveries that failed in a row.", status => status.FailedTries);

        void Each(string name, string type, string help, Func<StreamStatus, double> value)
        {
            string metric = $"tarn_stream_{name}";
            text.Describe(metric, type, help);
            foreach (StreamStatus status in statuses)
            {
                text.Sample(metric, value(status), ("stream", status.Stream.Definition.Name));
            }
        }
    }
}
