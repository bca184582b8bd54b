using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tarn.Observability;

/// <summary>
/// One kind of work: each piece of it is a span, and how long pieces take is a histogram in seconds, by outcome.
/// </summary>
/// <param name="source">Of the module that does it.</param>
/// <param name="name">As <c>job.run</c>: the span's name; the histogram is <c>tarn.job.run.duration</c>.</param>
/// <param name="description">What the histogram measures.</param>
internal sealed class WorkKind(TelemetrySource source, string name, string description)
{
    private const string OutcomeName = "tarn.outcome";

    /// <summary>From a query that finds its result made to a run of an hour.</summary>
    private static readonly InstrumentAdvice<double> Boundaries = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    private readonly Histogram<double> _seconds = source.Meter.CreateHistogram(
        $"tarn.{name}.duration", "s", description, tags: null, Boundaries);

    /// <summary>Does a piece of it, inside its span; an exception ends the span as failed or cancelled.</summary>
    /// <param name="labels">What the work is for, with few values; of span and histogram.</param>
    /// <param name="parent">Whose work it is part of; nothing means that of the caller.</param>
    /// <param name="timeProvider">Measures it.</param>
    /// <param name="work">Gets the span, to say how it ended.</param>
    public async Task<T> RunAsync<T>(
        TagList labels, ActivityContext parent, TimeProvider timeProvider, Func<WorkSpan, Task<T>> work)
    {
        long startedAt = timeProvider.GetTimestamp();
        using Activity? activity = source.Spans.StartActivity(name, ActivityKind.Internal, parent, labels);
        WorkSpan span = new(activity);
        try
        {
            return await work(span);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
        finally
        {
            activity?.SetTag(OutcomeName, span.Outcome);
            labels.Add(OutcomeName, span.Outcome);
            _seconds.Record(timeProvider.GetElapsedTime(startedAt).TotalSeconds, labels);
        }
    }
}
