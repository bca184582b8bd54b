using Tarn.Common;
using Tarn.Flows.Runs;
using Tarn.State;

namespace Tarn.Flows.Backfills;

/// <summary>
/// Runs a workflow or a job once for each interval of a range, those only that have not succeeded yet. The id of a run
/// is kept with its interval before the run is started: who does the same again goes on where the last one ended.
/// </summary>
/// <param name="documents">Where it is kept what is done.</param>
/// <param name="runs">All runs of workflows.</param>
public sealed class Backfill(DocumentStore documents, WorkflowRunBook runs)
{
    private const string Folder = "flows/backfills/";

    /// <summary>All intervals, with what was done of them.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: there are none, or too many.</exception>
    public async Task<IReadOnlyList<BackfillInterval>> PlanAsync(
        BackfillRequest request, CancellationToken cancellationToken)
    {
        BackfillProgress progress = await ReadAsync(request.Workflow, cancellationToken);
        HashSet<string> done = [.. progress.Done];
        List<BackfillInterval> plan = [];
        foreach ((DateTimeOffset start, DateTimeOffset end) in request.Intervals())
        {
            BackfillInterval interval = new(BackfillRequest.Text(start), BackfillRequest.Text(end));
            string? runId = progress.RunIds.GetValueOrDefault(interval.Key);
            WorkflowRun? run = runId is null || done.Contains(interval.Key)
                ? null
                : await runs.FindAsync(request.Workflow, runId, cancellationToken);
            plan.Add(interval with
            {
                RunId = runId,
                State = done.Contains(interval.Key) ? WorkflowRunState.Succeeded : run?.State,
            });
        }

        return plan;
    }

    /// <summary>Runs what is left, and waits. An interval that fails does not hold the others up.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="workflows">Runs workflows.</param>
    /// <param name="ids">Names runs.</param>
    /// <param name="ended">Told of each interval that has ended; quick.</param>
    /// <param name="cancellationToken">Ends the waiting, and starts no more; what runs goes on.</param>
    /// <returns>All intervals.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no such workflow; <c>TN1005</c>: it does not take <c>start</c> and <c>end</c>.
    /// </exception>
    public async Task<IReadOnlyList<BackfillInterval>> RunAsync(
        BackfillRequest request,
        WorkflowService workflows,
        IIdSource ids,
        Action<BackfillInterval> ended,
        CancellationToken cancellationToken)
    {
        BackfillInterval[] intervals = [.. await PlanAsync(request, cancellationToken)];
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = request.ParallelMax,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, intervals.Length, options, async (place, token) =>
        {
            if (!intervals[place].IsDone)
            {
                intervals[place] = await RunAsync(request, intervals[place], workflows, ids, token);
                ended(intervals[place]);
            }
        });
        return intervals;
    }

    private async Task<BackfillInterval> RunAsync(
        BackfillRequest request,
        BackfillInterval interval,
        WorkflowService workflows,
        IIdSource ids,
        CancellationToken cancellationToken)
    {
        bool isLeft = interval.RunId is not null && interval.State is null or WorkflowRunState.Queued
            or WorkflowRunState.Running or WorkflowRunState.Stopping;
        string id = isLeft && interval.RunId is { } left ? left : ids.NextId();
        await ChangeAsync(request.Workflow, progress => progress with
        {
            RunIds = new Dictionary<string, string>(progress.RunIds) { [interval.Key] = id },
        });
        WorkflowStart start = new(request.Workflow)
        {
            RunId = id,
            Definition = request.Definition,
            Parameters = new Dictionary<string, string>(request.Parameters)
            {
                ["start"] = interval.Start,
                ["end"] = interval.End,
            },
            StartedBy = "backfill",
            MayQueue = true,
        };
        await workflows.StartAsync(start, cancellationToken);
        WorkflowRun run = await workflows.WaitAsync(request.Workflow, id, cancellationToken);
        if (run.State == WorkflowRunState.Succeeded)
        {
            await ChangeAsync(request.Workflow, progress => progress with
            {
                Done = [.. progress.Done.Append(interval.Key).Distinct()],
            });
        }

        return interval with { RunId = id, State = run.State };
    }

    private async Task<BackfillProgress> ReadAsync(string workflow, CancellationToken cancellationToken) =>
        DocumentStore.CanName(workflow)
        && await documents.ReadAsync(Folder + workflow, FlowsJson.Default.BackfillProgress, cancellationToken)
            is { } kept
            ? kept.Value
            : new BackfillProgress();

    private Task ChangeAsync(string workflow, Func<BackfillProgress, BackfillProgress> change) =>
        documents.UpdateAsync(
            Folder + workflow,
            progress => change(progress ?? new BackfillProgress()),
            FlowsJson.Default.BackfillProgress,
            CancellationToken.None);
}
