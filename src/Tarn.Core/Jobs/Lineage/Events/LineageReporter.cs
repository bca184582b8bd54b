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

    /// <summary>Tells of a step before and after it.</summary>
    /// <param name="reporter">Null tells nobody.</param>
    /// <returns>The step's report, with what could not be told to whom.</returns>
    public static async Task<StepReport> AroundAsync(
        LineageReporter? reporter, LineageJob job, string runId, Func<Task<StepReport>> run)
    {
        if (reporter is null)
        {
            return await run();
        }

        IReadOnlyList<string> untold = await reporter.StartedAsync(job, runId);
        StepReport step = await run();
        return step with
        {
            Warnings = [.. step.Warnings, .. untold, .. await reporter.FinishedAsync(job, runId, step)],
        };
    }

    public void Dispose()
    {
        foreach (ILineageSink sink in sinks)
        {
            sink.Dispose();
        }
    }

    private Task<IReadOnlyList<string>> StartedAsync(LineageJob job, string runId) =>
        SendAsync(writer.Write(LineageEventType.Start, job, runId, step: null, time.GetUtcNow()));

    private Task<IReadOnlyList<string>> FinishedAsync(LineageJob job, string runId, StepReport step)
    {
        LineageEventType type = step.State switch
        {
            RunState.Failed => LineageEventType.Fail,
            RunState.Cancelled => LineageEventType.Abort,
            _ => LineageEventType.Complete,
        };
        return SendAsync(writer.Write(type, job, runId, step, time.GetUtcNow()));
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
