using System.Diagnostics.Tracing;
using Tarn.Common;

namespace Tarn.Cli.Hosting.Telemetry;

/// <summary>
/// Says once that the collector does not take what is sent. The library drops it then, and tells only its own events.
/// </summary>
/// <param name="warn">Told, by code and message.</param>
internal sealed class CollectorAlarm(Action<string, string> warn) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private int _isTold;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Error);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            warn(
                ErrorCodes.TelemetryUnsent,
                "OpenTelemetry's collector does not take spans or metrics; they are dropped until it does");
        }
    }
}
