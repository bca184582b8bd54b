using System.Collections.Immutable;
using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Flows.Runs;

/// <summary>
/// Runs workflows. What a process before left is gone on with; no step that has succeeded is done again. Disposing
/// leaves what runs to the next process. Thread-safe.
/// </summary>
public sealed class WorkflowService : IAsyncDisposable
{
    private readonly WorkflowServiceParts _parts;
    private readonly WorkflowRunStore _store;
    private readonly LiveRunTable _live;
    private readonly WorkflowStarts _starts;

    /// <param name="parts">What it works with; outlives this.</param>
    /// <param name="work">What does the work of steps; outlives this.</param>
    public WorkflowService(WorkflowServiceParts parts, WorkflowWork work)
        : this(parts, (service, pauses) => StepWorkers.Of(work, service, pauses), new RunQueries(work.Queries))
    {
    }

    internal WorkflowService(
        WorkflowServiceParts parts,
        Func<WorkflowService, StepPauses, Func<StepWork, IStepWorker>> workers,
        IRunQueries queries)
    {
        _parts = parts;
        _store = new WorkflowRunStore(parts.Documents);
        StepPauses pauses = new(parts.TimeProvider);
        StepTools tools = new()
        {
            WorkerOf = workers(this, pauses),
            Queries = queries,
            Pauses = pauses,
            IdSource = parts.IdSource,
            Random = parts.Random,
        };
        _live = new LiveRunTable(parts, _store, tools);
        _starts = new WorkflowStarts(parts, _store, _live);
    }

    /// <summary>Goes on with the runs that have not ended; to be called once, before any other.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (WorkflowRun run in await _store.ListOpenAsync(cancellationToken))
        {
            _live.Add(run);
        }
    }

    /// <summary>Tells it of runs that end or are late, until it is disposed.</summary>
    public IDisposable Listen(IWorkflowListener listener) => _live.Listen(listener);

    /// <summary>Begins a run, or lets it wait for its place, and does not wait for it.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such workflow; <c>TN1005</c>: a parameter is missing or unknown; <c>TN9102</c>: it
    /// has as many runs as it may.
    /// </exception>
    public Task<WorkflowRun> StartAsync(WorkflowStart start, CancellationToken cancellationToken) =>
        _starts.StartAsync(start, cancellationToken);

    /// <summary>
    /// Begins a run that does again what has not succeeded in an earlier one, or the steps that are named, and all
    /// behind them; what has succeeded is taken over.
    /// </summary>
    /// <param name="workflow">Its name.</param>
    /// <param name="id">Of the earlier run, which has ended.</param>
    /// <param name="steps">Null for those that have not succeeded.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such run or step; <c>TN9103</c>: it has not ended, or nothing is left to do.
    /// </exception>
    public async Task<WorkflowRun> ResumeAsync(
        string workflow, string id, IReadOnlyList<string>? steps, CancellationToken cancellationToken)
    {
        WorkflowRun earlier = await GetRunAsync(workflow, id, cancellationToken);
        WorkflowRun run = ResumedRun.Of(earlier, steps) with
        {
            Id = _parts.IdSource.NextId(),
            StartedAt = _parts.TimeProvider.GetUtcNow(),
        };
        return await _starts.AddAsync(run, mayQueue: run.Definition.Queues, cancellationToken);
    }

    /// <summary>Tells a run to stop, with what it has started, and does not wait; false when it has ended.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<bool> TryStopAsync(string workflow, string id, CancellationToken cancellationToken)
    {
        await GetRunAsync(workflow, id, cancellationToken);
        return await _live.TryStopAsync(id);
    }

    /// <summary>Decides a step that waits for it.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such run or step; <c>TN9103</c>: the step does not wait for it.
    /// </exception>
    public async Task DecideAsync(
        string workflow, string id, string step, Decision decision, CancellationToken cancellationToken)
    {
        WorkflowRun run = await GetRunAsync(workflow, id, cancellationToken);
        if (run.Definition.Steps.All(known => known.Name != step.Split('[')[0]))
        {
            throw new TarnException(ErrorCodes.UnknownName, $"workflow '{workflow}' has no step '{step}'")
            {
                Hint = Suggestion.DidYouMean(step, run.Definition.Steps.Select(known => known.Name)),
            };
        }

        if (_live.Find(id) is not { } live
            || !await decision.TryApplyAsync(live, step, _parts.TimeProvider.GetUtcNow()))
        {
            throw new TarnException(
                ErrorCodes.WorkflowEnded, $"step '{step}' of run '{id}' does not wait for anybody's approval");
        }
    }

    /// <summary>Adds values to a run, or changes them.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such run; <c>TN9103</c>: it has ended.
    /// </exception>
    public async Task PutPropertiesAsync(
        string workflow,
        string id,
        IReadOnlyDictionary<string, string> properties,
        CancellationToken cancellationToken)
    {
        WorkflowRun run = await GetRunAsync(workflow, id, cancellationToken);
        if (_live.Find(id) is not { } live)
        {
            throw new TarnException(
                ErrorCodes.WorkflowEnded, $"run '{run.Id}' of workflow '{workflow}' has ended");
        }

        await live.ChangeAsync(current => current with
        {
            Properties = current.Properties.ToImmutableDictionary().SetItems(properties),
        });
    }

    /// <summary>Waits until a run has ended.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<WorkflowRun> WaitAsync(string workflow, string id, CancellationToken cancellationToken)
    {
        while (_live.Find(id) is { } live)
        {
            Task change = live.NextChange;
            if (live.Run.HasEnded)
            {
                await live.Work.WaitAsync(cancellationToken);
                break;
            }

            await change.WaitAsync(cancellationToken);
        }

        return await GetRunAsync(workflow, id, cancellationToken);
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such run.</exception>
    public async Task<WorkflowRun> GetRunAsync(string workflow, string id, CancellationToken cancellationToken) =>
        _live.Find(id)?.Run is { } current && current.Workflow == workflow ? current
        : await _store.FindAsync(workflow, id, cancellationToken)
            ?? throw new TarnException(ErrorCodes.UnknownName, $"workflow '{workflow}' has no run '{id}'");

    /// <summary>Runs, the latest first.</summary>
    /// <param name="workflow">Null for those of all workflows.</param>
    /// <param name="before">Only runs that began before the one of this id; null for all.</param>
    /// <param name="countMax">How many; no more are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<WorkflowRun>> ListRunsAsync(
        string? workflow, string? before, int countMax, CancellationToken cancellationToken)
    {
        IEnumerable<(string Workflow, string Id)> ids = workflow is null
            ? await _store.ListAllIdsAsync(cancellationToken)
            : (await _store.ListIdsAsync(workflow, cancellationToken)).Select(id => (workflow, id));
        List<WorkflowRun> runs = [];
        foreach ((string name, string id) in ids
            .Where(run => before is null || string.CompareOrdinal(run.Id, before) < 0)
            .Take(countMax))
        {
            if (_live.Find(id)?.Run is { } live)
            {
                runs.Add(live);
            }
            else if (await _store.FindAsync(name, id, cancellationToken) is { } kept)
            {
                runs.Add(kept);
            }
        }

        return runs;
    }

    /// <summary>Tells of a run that is due for longer than it may take, and for which there is no place yet.</summary>
    internal void TellLate(WorkflowDefinition definition, WorkflowStart start)
    {
        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        if (start.DueAt is { } dueAt && definition.LateAfter is { } lateAfter && now - dueAt > lateAfter)
        {
            _live.TellLate(new WorkflowRun
            {
                Id = start.RunId!,
                Workflow = definition.Name,
                Definition = definition,
                State = WorkflowRunState.Queued,
                StartedAt = dueAt,
                DueAt = dueAt,
                IsLate = true,
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _live.DisposeAsync();
        _starts.Dispose();
    }
}
