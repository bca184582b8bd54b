using Tarn.Common;
using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>Makes runs, and lets them begin or wait.</summary>
internal sealed class WorkflowStarts(WorkflowServiceParts parts, WorkflowRunStore store, LiveRunTable live)
    : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public void Dispose() => _one.Dispose();

    /// <inheritdoc cref="WorkflowService.StartAsync"/>
    public async Task<WorkflowRun> StartAsync(WorkflowStart start, CancellationToken cancellationToken)
    {
        WorkflowDefinition definition =
            start.Definition ?? await parts.Graphs.GetGraphAsync(start.Workflow, cancellationToken);
        WorkflowRun run = new()
        {
            Id = start.RunId ?? parts.IdSource.NextId(),
            Workflow = definition.Name,
            StartedBy = start.StartedBy,
            State = WorkflowRunState.Queued,
            Definition = definition,
            Properties = PropertiesOf(definition, start.Parameters),
            StartedAt = parts.TimeProvider.GetUtcNow(),
            DueAt = start.DueAt,
        };
        return await AddAsync(run, definition.Queues || start.MayQueue, cancellationToken);
    }

    /// <summary>Keeps a run and lets it begin; one of its id that is there already is given instead.</summary>
    /// <exception cref="TarnException"><c>TN9102</c>: there are as many as may be, and it may not wait.</exception>
    public async Task<WorkflowRun> AddAsync(WorkflowRun run, bool mayQueue, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await store.FindAsync(run.Workflow, run.Id, cancellationToken) is { } there)
            {
                return there;
            }

            if (!mayQueue && !live.HasRoomFor(run.Definition))
            {
                throw new TarnException(
                    ErrorCodes.WorkflowBusy,
                    $"workflow '{run.Workflow}' has as many runs as it may: {run.Definition.RunsMax}");
            }

            await store.TryAddAsync(run, cancellationToken);
            live.Add(run);
            return run;
        }
        finally
        {
            _one.Release();
        }
    }

    private static Dictionary<string, string> PropertiesOf(
        WorkflowDefinition definition, IReadOnlyDictionary<string, string> given)
    {
        string? unknown = given.Keys.FirstOrDefault(name => !definition.Parameters.ContainsKey(name));
        if (unknown is not null && !definition.TakesAnyParameter)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"workflow '{definition.Name}' has no parameter '{unknown}'")
            {
                Hint = Suggestion.DidYouMean(unknown, definition.Parameters.Keys),
            };
        }

        Dictionary<string, string> properties = new(given);
        foreach ((string name, string? value) in definition.Parameters)
        {
            if (!properties.ContainsKey(name))
            {
                properties[name] = value ?? throw new TarnException(
                    ErrorCodes.BadArgument, $"workflow '{definition.Name}' needs its parameter '{name}'");
            }
        }

        return properties;
    }
}
