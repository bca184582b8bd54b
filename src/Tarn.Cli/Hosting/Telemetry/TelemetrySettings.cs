using Tarn.Common;

namespace Tarn.Cli.Hosting.Telemetry;

/// <summary>What is sent where; of the two at least one.</summary>
internal sealed record TelemetrySettings(CollectorAddress? Traces, CollectorAddress? Metrics)
{
    /// <summary>Null when OpenTelemetry is not configured, or switched off.</summary>
    /// <param name="variable">The value of a variable; null when it is unset or empty.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: a variable has a value that cannot be used.</exception>
    public static TelemetrySettings? Read(Func<string, string?> variable)
    {
        if (string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        TelemetrySettings settings = new(
            CollectorAddress.Read(variable, "traces"), CollectorAddress.Read(variable, "metrics"));
        return settings is { Traces: null, Metrics: null } ? null : settings;
    }
}
