using Tarn.Catalog;
using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Jobs.Execution;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Lineage;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Selection;
using Tarn.State;

namespace Tarn.Jobs;

/// <summary>
/// Runs models of a lake in dependency order, after the sources. Its holder owns the lake: one at a time.
/// </summary>
public sealed class JobRunner : IDisposable
{
    private readonly JobRunnerParts _parts;
    private readonly IReadOnlyList<ModelDefinition> _models;
    private readonly StepServices _services;
    private readonly StepRunner _steps;
    private readonly PauseStore _pauses;
    private readonly ModelReads _reads;
    private readonly RunHistory _history;
    private readonly TimeProvider _timeProvider;
    private readonly ILakeTurn _turn;

    internal JobRunner(JobRunnerParts parts, StepServices services, ILakeTurn turn)
    {
        _parts = parts;
        _models = parts.Models;
        _services = services;
        _steps = new StepRunner(services);
        _pauses = new PauseStore(parts.Documents);
        _reads = new ModelReads(parts.Models);
        _history = parts.History;
        _timeProvider = parts.TimeProvider;
        _turn = turn;
    }

    /// <summary>Tables whose interrupted step was finished when the lake was taken.</summary>
    public IReadOnlyList<string> Recovered { get; init; } = [];

    /// <summary>When the process that has the lake started.</summary>
    public DateTimeOffset ProcessStartedAt => _turn.StartedAt;

    private IReadOnlyList<FeedStep> Feeds => FeedStep.Of(_parts.Sources, _parts.Catalog.Defined);

    /// <summary>
    /// Runs the requested models, and before them the tables of sources that they read. A step that fails publishes
    /// nothing and makes those that read from it be skipped; the others go on. Cancelling ends the step at work, which
    /// publishes nothing.
    /// </summary>
    /// <returns>What happened; a failed step is in the report, not an exception.</returns>
    /// <exception cref="TarnException">
    /// TN1003: the request names what is not there; TN1005: it gives values that cannot be used.
    /// </exception>
    public async Task<RunReport> RunAsync(
        RunRequest request, IRunObserver observer, CancellationToken cancellationToken)
    {
        RunSelector selector = new(_models, SourceStep.Of(_parts.Sources), Feeds);
        RunSelection selection = RunParameters.Give(selector.Select(request), request);
        await _steps.RecoverAsync(cancellationToken);
        RunReport begun = new()
        {
            RunId = request.RunId ?? _parts.IdSource.NextId(),
            State = RunState.Running,
            Jobs = selection.Jobs,
            StartedAt = _timeProvider.GetUtcNow(),
            Steps = [],
            Planned = selection.Tables,
            Select = request.Select,
            FullRefresh = request.FullRefresh,
            Parameters = request.Parameters,
            Origin = request.Origin,
            Attempt = request.Attempt,
            PreviousId = request.PreviousId,
        };
        using LiveRun live = _parts.Live.Begin(begun, observer, cancellationToken);
        RunReport ended = await JobsTelemetry.RunAsync(
            begun, _timeProvider, () => RunAsync(begun, selection, request, live, live.Token));
        if (!request.IsToldByCaller)
        {
            RunOutcomes.Tell(ended, _parts.Listeners);
        }

        return ended;
    }

    /// <summary>Gives the lake back.</summary>
    public void Dispose() => _turn.Dispose();

    private async Task<RunReport> RunAsync(
        RunReport report,
        RunSelection selection,
        RunRequest request,
        LiveRun observer,
        CancellationToken cancellationToken)
    {
        LineageGraph graph = await ModelLineage.ReadAsync(
            _parts.Instance, _models, _parts.Catalog, selection.Models.Select(model => model.Table), cancellationToken);
        await _history.SaveAsync(report, cancellationToken);
        using RunLog log = new(
            await CheckedLog.OpenAsync(_history.LogPath(report.RunId), cancellationToken), _timeProvider);
        await log.InfoAsync(null, $"run of {selection}");
        observer.RunStarted(report.RunId, report.Planned);

        using LineageReporter? reporter = OpenReporter(graph);
        List<StepReport> steps = [];
        async Task BeginAsync(string table)
        {
            if (steps.Count > 0)
            {
                // Who looks from another process sees how far it is.
                await _history.SaveAsync(report with { Steps = [.. steps] }, CancellationToken.None);
            }

            await log.InfoAsync(table, "started");
        }

        async Task EndAsync(StepReport step)
        {
            steps.Add(step);
            await WriteLogAsync(log, step);
            observer.StepFinished(step);
        }

        SourceRun sources = new(_services, _parts, _pauses, report.RunId, request.FullRefresh);
        await foreach (StepReport step in sources.RunAsync(
            selection, BeginAsync, reporter, observer, cancellationToken))
        {
            await EndAsync(step);
        }

        foreach (ModelDefinition model in selection.Models)
        {
            await BeginAsync(model.Table.ToString());
            await EndAsync(await RunStepAsync(
                model, request, report.RunId, steps, observer, reporter, cancellationToken));
        }

        await KeepLineageAsync(report.RunId, graph, steps);
        report = report with { Steps = steps, State = Judge(steps), FinishedAt = _timeProvider.GetUtcNow() };
        await log.InfoAsync(null, $"run {report.State}");
        await _history.SaveAsync(report, CancellationToken.None);
        return report;
    }

    private static RunState Judge(List<StepReport> steps) => steps switch
    {
        _ when steps.Exists(step => step.State == RunState.Cancelled) => RunState.Cancelled,
        _ when steps.Exists(step => step.State == RunState.Failed) => RunState.Failed,
        _ when steps.TrueForAll(step => step.State is RunState.UpToDate or RunState.Paused) => RunState.UpToDate,
        _ => RunState.Succeeded,
    };

    private static async Task WriteLogAsync(RunLog log, StepReport step)
    {
        foreach (string note in step.Notes)
        {
            await log.InfoAsync(step.Table, note);
        }

        foreach (string warning in step.Warnings)
        {
            await log.WarnAsync(step.Table, warning);
        }

        foreach (UnreadableFile file in step.Unreadable)
        {
            await log.WarnAsync(
                step.Table, $"{ErrorCodes.UnreadableInput}: cannot read {file.Bucket}/{file.Key}: {file.Reason}");
        }

        foreach (CheckReport check in step.Checks.Where(check => check.Rows > 0))
        {
            await log.WarnAsync(
                step.Table, $"check {check.Name} ({check.OnFail}): {check.Detail ?? $"{check.Rows} rows"}");
        }

        if (step.Error is not null)
        {
            await log.ErrorAsync(step.Table, $"{step.ErrorCode}: {step.Error}");
        }

        await log.InfoAsync(
            step.Table,
            $"{step.State}: {step.RowsIn} rows in, {step.RowsOut} out, {step.RowsDropped} dropped, "
            + $"{step.RowsQuarantined} quarantined{(step.RowsDeleted > 0 ? $", {step.RowsDeleted} deleted" : "")} "
            + $"in {step.Seconds:F2} s");
    }

    /// <summary>What the model reads, through views too, and did not succeed.</summary>
    private StepReport? FindBlocker(ModelDefinition model, List<StepReport> earlier)
    {
        IReadOnlySet<TableName> reads = _reads.Of(model);
        HashSet<string> names =
        [
            .. reads.Select(table => table.ToString()),
            .. Feeds.Where(step => step.Fills.Any(reads.Contains)).Select(step => step.Name.ToString()),
        ];
        return earlier.Find(step =>
            step.State is RunState.Failed or RunState.Skipped or RunState.Cancelled && names.Contains(step.Table));
    }

    private LineageReporter? OpenReporter(LineageGraph graph) => _parts.Lineage is { } settings
        ? LineageReporter.Of(settings, graph, Path.GetDirectoryName(_parts.StateDirectory)!, _timeProvider)
        : null;

    /// <summary>Of the tables that were written, and of the views behind which others lie.</summary>
    private async Task KeepLineageAsync(string runId, LineageGraph graph, List<StepReport> steps)
    {
        HashSet<string> written =
            [.. steps.Where(step => step.State == RunState.Succeeded).Select(step => step.Table)];
        HashSet<string> filled = [.. _models.Where(model => model.Materialized != Materialization.View)
            .Select(model => model.Table.ToString())];
        if (written.Count > 0)
        {
            RunLineage lineage = RunLineage.Of(
                graph, table => written.Contains(table.ToString()) || !filled.Contains(table.ToString()));
            await _history.SaveLineageAsync(runId, lineage, CancellationToken.None);
        }
    }

    private async Task<StepReport> RunStepAsync(
        ModelDefinition model,
        RunRequest request,
        string runId,
        List<StepReport> earlier,
        LiveRun observer,
        LineageReporter? reporter,
        CancellationToken cancellationToken)
    {
        string table = model.Table.ToString();
        StepReport? blocker = FindBlocker(model, earlier);
        if (blocker is not null || cancellationToken.IsCancellationRequested)
        {
            return new StepReport
            {
                Table = table,
                Job = model.Job,
                State = blocker is null ? RunState.Cancelled : RunState.Skipped,
                Notes = blocker is null ? [] : [$"{blocker.Table}, which it reads, is {blocker.State}"],
            };
        }

        if (await _pauses.FindAsync(model.Table, cancellationToken) is { } pause)
        {
            return StepReport.OfPaused(table, model.Job, pause);
        }

        observer.StepStarted(table);
        return await LineageReporter.AroundAsync(
            reporter,
            LineageJob.Of(model),
            runId,
            () => JobsTelemetry.StepAsync(model.Job, table, _timeProvider, () => _steps.RunAsync(
                model,
                runId,
                request.FullRefresh,
                (percent, phase) => observer.StepProgressed(table, percent, phase),
                cancellationToken)));
    }
}
