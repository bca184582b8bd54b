using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tarn.Cli.Commands;
using Tarn.Common;
using Tarn.Observability;

namespace Tarn.Cli.Hosting.Telemetry;

/// <summary>
/// Sends the spans and metrics of this process to a collector while it lives. Nothing waits for the collector but the
/// end, for a moment. What the settings do not say the library reads from its own variables.
/// </summary>
internal sealed class TelemetryExport : IAsyncDisposable
{
    private const string ServiceName = "tarn";
    private const string LakeName = "tarn.lake";

    /// <summary>With it, spans of requests have no method and path.</summary>
    private const string BareRequestSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    // A server has 8 seconds for its requests and 10 in all.
    private static readonly TimeSpan FlushTimeMax = TimeSpan.FromSeconds(1);

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly CollectorAlarm _alarm;

    private TelemetryExport(TelemetrySettings settings, ResourceBuilder resource, CollectorAlarm alarm)
    {
        _alarm = alarm;
        _traces = settings.Traces is { } traces ? OpenTraces(traces, resource) : null;
        _metrics = settings.Metrics is { } metrics ? OpenMetrics(metrics, resource) : null;
    }

    /// <summary>Null when the variables ask for nothing, and then nothing of the library is loaded.</summary>
    /// <param name="variable">The value of an environment variable; null when it is unset or empty.</param>
    /// <param name="lake">Its name.</param>
    /// <param name="warn">Told, by code and message, that the collector cannot be reached.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a variable has a value that cannot be used.</exception>
    public static TelemetryExport? Start(
        Func<string, string?> variable, string lake, Action<string, string> warn) =>
        TelemetrySettings.Read(variable) is { } settings ? Open(settings, lake, warn) : null;

    /// <summary>Sends what is left, unless that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        int timeMsMax = (int)FlushTimeMax.TotalMilliseconds;
        Task flushed = Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(timeMsMax)), Task.Run(() => _metrics?.Shutdown(timeMsMax)));
        await Task.WhenAny(flushed, Task.Delay(FlushTimeMax));
        _alarm.Dispose();
        if (flushed.IsCompleted)
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }
    }

    private static TelemetryExport Open(TelemetrySettings settings, string lake, Action<string, string> warn)
    {
        AppContext.SetSwitch(BareRequestSpans, false);
        ResourceBuilder resource = ResourceBuilder.CreateEmpty()
            .AddService(ServiceName, serviceVersion: VersionCommand.Current)
            .AddAttributes([new KeyValuePair<string, object>(LakeName, lake)])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        return new TelemetryExport(settings, resource, new CollectorAlarm(warn));
    }

    private static TracerProvider OpenTraces(CollectorAddress collector, ResourceBuilder resource) =>
        Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(TelemetrySource.AllNames, "Microsoft.AspNetCore")
            .AddOtlpExporter(options => Configure(options, collector))
            .Build();

    private static MeterProvider OpenMetrics(CollectorAddress collector, ResourceBuilder resource) =>
        Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(
                TelemetrySource.AllNames,
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel",
                "System.Runtime")
            .AddOtlpExporter(options => Configure(options, collector))
            .Build();

    private static void Configure(OtlpExporterOptions options, CollectorAddress collector)
    {
        options.Endpoint = collector.Url;
        options.Protocol = collector.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Headers = collector.Headers ?? options.Headers;
    }
}
