using System.Runtime.CompilerServices;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Sources;
using Tarn.Sources.Reading;

namespace Tarn.Jobs.Extraction;

/// <summary>The part of a run that reads sources, one source after the other.</summary>
internal sealed class SourceRun(
    StepServices services,
    IReadOnlyList<ISourceConnector> connectors,
    PauseStore pauses,
    string runId,
    bool fullRefresh)
{
    /// <summary>A report for each step, when it has ended.</summary>
    /// <param name="begin">Told the table of each step before it begins.</param>
    public async IAsyncEnumerable<StepReport> RunAsync(
        IReadOnlyList<SourceStep> steps,
        Func<string, Task> begin,
        IRunObserver observer,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IGrouping<SourceDefinition, SourceStep> bySource in steps.GroupBy(step => step.Source))
        {
            List<SourceStep> open = [];
            foreach (SourceStep step in bySource)
            {
                if (await pauses.FindAsync(step.Into, CancellationToken.None) is { } pause)
                {
                    yield return StepReport.OfPaused(step.Into.ToString(), step.Source.Name, pause) with
                    {
                        Source = step.Origin,
                    };
                }
                else
                {
                    open.Add(step);
                }
            }

            await using SourceSession session = new(services, ConnectorOf(bySource.Key), bySource.Key, open, runId);
            foreach (SourceStep step in open)
            {
                string table = step.Into.ToString();
                await begin(table);
                observer.StepStarted(table);
                yield return await JobsTelemetry.StepAsync(
                    step.Source.Name,
                    table,
                    services.TimeProvider,
                    () => session.RunAsync(
                        step,
                        fullRefresh,
                        (percent, phase) => observer.StepProgressed(table, percent, phase),
                        cancellationToken));
            }
        }
    }

    private ISourceConnector ConnectorOf(SourceDefinition source) =>
        connectors.FirstOrDefault(connector => connector.Reads(source))
        ?? throw new InvalidOperationException($"nobody reads {source.GetType().Name}");
}
