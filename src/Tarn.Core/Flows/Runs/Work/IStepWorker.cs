using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs.Work;

/// <summary>Does one kind of step.</summary>
internal interface IStepWorker
{
    /// <summary>
    /// Does the work under the id of the call. What was started under this id before is not started again: it is found
    /// and waited for.
    /// </summary>
    /// <param name="call">What to do.</param>
    /// <param name="stopToken">Stops the work; its end is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting, and leaves the work to the next process.</param>
    Task<StepResult> RunAsync(StepCall call, CancellationToken stopToken, CancellationToken cancellationToken);
}

/// <summary>One attempt of a step, or of one of its items.</summary>
/// <param name="Work">What to do.</param>
/// <param name="Trigger">That it comes from; null: none.</param>
/// <param name="Values">Of the run.</param>
/// <param name="Live">The run.</param>
/// <param name="Record">What is kept of the attempt.</param>
internal sealed record StepCall(
    StepWork Work, string? Trigger, RunValues Values, LiveWorkflowRun Live, StepRun Record)
{
    public string RunId => Record.RunId!;
}
