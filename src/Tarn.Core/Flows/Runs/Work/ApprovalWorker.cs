using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Waits until somebody decides, which is kept with the step.</summary>
internal sealed class ApprovalWorker : IStepWorker
{
    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change = call.Live.NextChange;
            StepRun step = call.Live.FindStep(call.Record.Name)!;
            if (step.HasEnded)
            {
                return new StepResult(step.State) { Outputs = step.Outputs, Error = step.Error };
            }

            if (!await StepPauses.WaitAsync(change, stopToken, cancellationToken))
            {
                return new StepResult(StepState.Stopped);
            }
        }
    }
}
