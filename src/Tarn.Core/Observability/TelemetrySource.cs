using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tarn.Observability;

/// <summary>
/// What one module tells of its work: one source of spans and one meter, both of its name. They cost next to nothing
/// while nobody listens.
/// </summary>
public sealed class TelemetrySource
{
    /// <summary>Matches the names of all modules' sources and meters.</summary>
    public const string AllNames = "Tarn.*";

    internal TelemetrySource(string module)
    {
        Spans = new ActivitySource($"Tarn.{module}");
        Meter = new Meter($"Tarn.{module}");
    }

    internal ActivitySource Spans { get; }

    internal Meter Meter { get; }
}
