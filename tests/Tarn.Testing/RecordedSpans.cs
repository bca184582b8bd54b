using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tarn.Testing;

/// <summary>The spans that modules end in what the test calls from now on, and not those of other tests.</summary>
public sealed class RecordedSpans : IDisposable
{
    private readonly Activity _test = new Activity("test").Start();
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Tarn.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == _test.TraceId)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those of a name, in the order of their ends.</summary>
    public Activity[] Named(string name) => [.. _ended.Where(span => span.OperationName == name)];

    public void Dispose()
    {
        _listener.Dispose();
        _test.Dispose();
    }
}
