using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Runs other workflows.</summary>
internal sealed class WorkflowWorker(WorkflowService workflows) : IStepWorker
{
    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        StepWork.RunWorkflow work = (StepWork.RunWorkflow)call.Work;
        string name = call.Values.Fill(work.Name);
        WorkflowStart start = new(name)
        {
            RunId = call.RunId,
            Parameters = call.Values.Fill(work.Parameters),
            StartedBy = $"{call.Live.Run.Workflow} {call.Live.Run.Id}",
            MayQueue = true,
        };
        await workflows.StartAsync(start, cancellationToken);
        if (!await StepPauses.WaitAsync(
            workflows.WaitAsync(name, call.RunId, cancellationToken), stopToken, cancellationToken))
        {
            await workflows.TryStopAsync(name, call.RunId, cancellationToken);
            await workflows.WaitAsync(name, call.RunId, cancellationToken);
        }

        WorkflowRun ended = await workflows.GetRunAsync(name, call.RunId, cancellationToken);
        return new StepResult(StateOf(ended.State)) { Outputs = OutputsOf(ended), Error = ended.Error };
    }

    private static StepState StateOf(WorkflowRunState state) => state switch
    {
        WorkflowRunState.Succeeded => StepState.Succeeded,
        WorkflowRunState.TimedOut => StepState.TimedOut,
        WorkflowRunState.Stopped => StepState.Stopped,
        _ => StepState.Failed,
    };

    /// <summary>As <c>load.rows_out</c>, with the step of the other workflow before the dot.</summary>
    private static Dictionary<string, string> OutputsOf(WorkflowRun run)
    {
        Dictionary<string, string> outputs = new() { ["run_id"] = run.Id };
        foreach (StepRun step in run.Steps.Values)
        {
            foreach ((string name, string value) in step.Outputs)
            {
                outputs[$"{step.Name}.{name}"] = value;
            }
        }

        return outputs;
    }
}
