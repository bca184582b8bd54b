using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Selection;
using Tarn.Sources;
using Tarn.Sources.Reading;

namespace Tarn.Jobs.Extraction;

/// <summary>The part of a run that reads sources: feeds first, then tables, one source after the other.</summary>
internal sealed class SourceRun(
    StepServices services, JobRunnerParts parts, PauseStore pauses, string runId, bool fullRefresh)
{
    /// <summary>A report for each step, when it has ended.</summary>
    /// <param name="begin">Told the table of each step before it begins.</param>
    /// <param name="reporter">Told of tables that are filled; null for nobody.</param>
    public async IAsyncEnumerable<StepReport> RunAsync(
        RunSelection selection,
        Func<string, Task> begin,
        LineageReporter? reporter,
        IRunObserver observer,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FeedRun feeds = new(services, parts.Buckets, parts.FeedReaders, runId);
        foreach (FeedStep step in selection.Feeds)
        {
            yield return await FindPausedAsync(step.Name, step.Source, step.Origin) ?? await RunAsync(
                step.Name,
                step.Source,
                report => feeds.RunAsync(step, fullRefresh, report, cancellationToken),
                begin,
                observer);
        }

        foreach (IGrouping<SourceDefinition, SourceStep> bySource in selection.Sources.GroupBy(step => step.Source))
        {
            List<SourceStep> open = [];
            foreach (SourceStep step in bySource)
            {
                if (await FindPausedAsync(step.Into, step.Source, step.Origin) is { } paused)
                {
                    yield return paused;
                }
                else
                {
                    open.Add(step);
                }
            }

            await using SourceSession session = new(services, ConnectorOf(bySource.Key), bySource.Key, open, runId);
            foreach (SourceStep step in open)
            {
                yield return await RunAsync(
                    step.Into,
                    step.Source,
                    report => LineageReporter.AroundAsync(
                        reporter,
                        LineageJob.Of(step),
                        runId,
                        () => session.RunAsync(step, fullRefresh, report, cancellationToken)),
                    begin,
                    observer);
            }
        }
    }

    private async Task<StepReport> RunAsync(
        TableName table,
        SourceDefinition source,
        Func<Action<double, string>, Task<StepReport>> run,
        Func<string, Task> begin,
        IRunObserver observer)
    {
        string name = table.ToString();
        await begin(name);
        observer.StepStarted(name);
        return await JobsTelemetry.StepAsync(
            source.Name,
            name,
            services.TimeProvider,
            () => run((percent, phase) => observer.StepProgressed(name, percent, phase)));
    }

    /// <summary>Null when it is not paused.</summary>
    private async Task<StepReport?> FindPausedAsync(TableName table, SourceDefinition source, string origin) =>
        await pauses.FindAsync(table, CancellationToken.None) is { } pause
            ? StepReport.OfPaused(table.ToString(), source.Name, pause) with { Source = origin }
            : null;

    private ISourceConnector ConnectorOf(SourceDefinition source) =>
        parts.Connectors.FirstOrDefault(connector => connector.Reads(source))
        ?? throw new InvalidOperationException($"nobody reads {source.GetType().Name}");
}
