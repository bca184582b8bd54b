using Tarn.Common;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Runs;
using Tarn.Sources;
using Tarn.Sources.Reading;

namespace Tarn.Jobs.Extraction;

/// <summary>
/// What a run does with one source: all its tables are read with one reading, so as of one moment. It is opened with
/// the first of them.
/// </summary>
/// <param name="steps">All that the run reads of the source.</param>
internal sealed class SourceSession(
    StepServices services,
    ISourceConnector connector,
    SourceDefinition source,
    IReadOnlyList<SourceStep> steps,
    string runId) : IAsyncDisposable
{
    private readonly ExtractionPlanner _planner = new(services.Catalog, services.Bookmarks);
    private ISourceReading? _reading;
    private TarnException? _failure;

    /// <summary>Always returns; what went wrong is in the report, and then nothing was published.</summary>
    public async Task<StepReport> RunAsync(
        SourceStep step, bool fullRefresh, Action<double, string> report, CancellationToken cancellationToken)
    {
        long started = services.TimeProvider.GetTimestamp();
        StepReport told = new()
        {
            Table = step.Into.ToString(),
            Job = source.Name,
            Source = step.Origin,
            Inputs = [new StepInput(step.Origin, null, null)],
            State = RunState.Running,
        };
        try
        {
            report(0, "planning");
            ExtractionPlan plan = await _planner.PlanAsync(step, fullRefresh, cancellationToken);
            report(0, "connecting");
            ISourceReading reading = await OpenAsync(cancellationToken);
            told = await new TableExtraction(services, reading, plan, runId)
                .RunAsync(told, report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            told = told with { State = RunState.Cancelled };
        }
        catch (TarnException exception)
        {
            told = told with
            {
                State = RunState.Failed,
                ErrorCode = exception.Code,
                Error = exception.Message,
                Hint = exception.Hint,
                ErrorLocation = step.Table.Place.ToString(),
            };
        }

        return told with { Seconds = services.TimeProvider.GetElapsedTime(started).TotalSeconds };
    }

    public async ValueTask DisposeAsync()
    {
        if (_reading is not null)
        {
            await _reading.DisposeAsync();
        }
    }

    /// <summary>A source that could not be reached is not tried again for each of its tables.</summary>
    private async Task<ISourceReading> OpenAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        try
        {
            return _reading ??= await connector.OpenAsync(
                new SourceReadingRequest
                {
                    Source = source,
                    Tables = [.. steps.Select(step => step.Table)],
                    Positions = await _planner.ReadPositionsAsync(source, cancellationToken),
                    RunId = runId,
                },
                cancellationToken);
        }
        catch (TarnException exception)
        {
            _failure = exception;
            throw;
        }
    }
}
