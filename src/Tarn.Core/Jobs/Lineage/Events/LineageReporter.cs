using Tarn.Catalog.Lineage;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Lineage.Events;

/// <summary>
/// Tells of the steps of runs. A place that did not take an event is left alone for the rest of the run.
/// </summary>
internal sealed class LineageReporter(LineageEventWriter writer, IReadOnlyList<ILineageSink> sinks, TimeProvider time)
    : IDisposable
{
    private readonly List<ILineageSink> _working = [.. sinks];

    /// <summary>The reporter that the settings ask for.</summary>
    /// <param name="directory">That a relative file is below.</param>
    public static LineageReporter Of(
        LineageSettings settings, LineageGraph graph, string directory, TimeProvider timeProvider)
    {
        List<ILineageSink> sinks = [];
        if (settings.File is not null)
        {
            sinks.Add(new FileSink(Path.Combine(directory, settings.File)));
        }

        if (settings.Url is not null)
        {
            sinks.Add(new HttpSink(settings.Url, settings.ApiKey));
        }

        return new LineageReporter(new LineageEventWriter(settings.Namespace, graph), sinks, timeProvider);
    }

    /// <returns>What could not be told to whom, for people.</returns>
    public Task<IReadOnlyList<string>> StartedAsync(ModelDefinition model, string runId) =>
        SendAsync(writer.Write(LineageEventType.Start, model, runId, step: null, time.GetUtcNow()));

    /// <returns>As of <see cref="StartedAsync"/>.</returns>
    public Task<IReadOnlyList<string>> FinishedAsync(ModelDefinition model, string runId, StepReport step)
    {
        LineageEventType type = step.State switch
        {
            RunState.Failed => LineageEventType.Fail,
            RunState.Cancelled => LineageEventType.Abort,
            _ => LineageEventType.Complete,
        };
        return SendAsync(writer.Write(type, model, runId, step, time.GetUtcNow()));
    }

    public void Dispose()
    {
        foreach (ILineageSink sink in sinks)
        {
            sink.Dispose();
        }
    }

    /// <summary>
    /// Sent also when the run is cancelled, which the last event says; the sinks know how long to try.
    /// </summary>
    private async Task<IReadOnlyList<string>> SendAsync(byte[] content)
    {
        List<string> failures = [];
        foreach (ILineageSink sink in _working.ToArray())
        {
            if (await sink.SendAsync(content, CancellationToken.None) is string failure)
            {
                failures.Add($"lineage events are not sent for the rest of the run: {failure}");
                _working.Remove(sink);
            }
        }

        return failures;
    }
}
