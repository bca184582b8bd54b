using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Flows.Runs;
using Tarn.Queries.SystemTables;
using Tarn.State;

namespace Tarn.Flows.SystemTables;

/// <summary><c>system.workflow_runs</c>: a row for each step of a run that has begun or was skipped.</summary>
/// <param name="documents">Where they are kept.</param>
public sealed class WorkflowRunTable(DocumentStore documents)
{
    public SystemTable Table => new(
        "workflow_runs",
        "run_id VARCHAR, workflow VARCHAR, run_state VARCHAR, started_by VARCHAR, previous_id VARCHAR, "
            + "started_at TIMESTAMPTZ, ended_at TIMESTAMPTZ, is_late BOOLEAN, step VARCHAR, step_state VARCHAR, "
            + "attempt BIGINT, step_run_id VARCHAR, step_started_at TIMESTAMPTZ, step_ended_at TIMESTAMPTZ, "
            + "error VARCHAR",
        ReadAsync);

    private async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WorkflowRunStore store = new(documents);
        foreach ((string workflow, string id) in await store.ListAllIdsAsync(cancellationToken))
        {
            if (await store.FindAsync(workflow, id, cancellationToken) is not { } run)
            {
                continue;
            }

            IEnumerable<StepRun?> steps = run.Steps.Values.OrderBy(step => step.StartedAt);
            foreach (StepRun? step in steps.DefaultIfEmpty())
            {
                yield return
                [
                    run.Id, run.Workflow, Snake(run.State), run.StartedBy, run.PreviousId, run.StartedAt, run.EndedAt,
                    run.IsLate, step?.Name, step is null ? null : Snake(step.State), (long?)step?.Attempt, step?.RunId,
                    step?.StartedAt, step?.EndedAt, step?.Error ?? run.Error,
                ];
            }
        }
    }

    /// <summary>As in SQL: <c>timed_out</c>.</summary>
    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
