using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Waits for a moment, which is kept with the step.</summary>
internal sealed class WaitWorker(StepPauses pauses) : IStepWorker
{
    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken) =>
        await pauses.SleepUntilAsync(call.Record.Until!.Value, stopToken, cancellationToken)
            ? new StepResult(StepState.Succeeded)
            : new StepResult(StepState.Stopped);
}
