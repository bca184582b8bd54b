using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>Does the steps of one phase of a run, each as soon as its conditions are met.</summary>
/// <param name="live">The run.</param>
/// <param name="runner">Does steps.</param>
internal sealed class GraphRunner(LiveWorkflowRun live, StepRunner runner)
{
    /// <summary>Returns when all have ended, or none that is left may begin.</summary>
    /// <param name="phase">Whose steps.</param>
    /// <param name="stopToken">Stops those that are under way, and begins no more.</param>
    /// <param name="cancellationToken">Leaves all to the next process.</param>
    public async Task RunAsync(StepPhase phase, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        StepDefinition[] steps = [.. live.Run.Definition.Steps.Where(step => step.Phase == phase)];
        Dictionary<string, Task> running = [];
        try
        {
            while (true)
            {
                Task change = live.NextChange;
                await BeginAsync(steps, running, stopToken, cancellationToken);
                if (running.Count == 0)
                {
                    return;
                }

                await Task.WhenAny(running.Values.Append(change));
                string[] endedNames = [.. running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key)];
                foreach (string name in endedNames)
                {
                    running.Remove(name, out Task? ended);
                    await ended!;
                }
            }
        }
        finally
        {
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until nothing changes: a step that is skipped may make others be skipped.</summary>
    private async Task BeginAsync(
        StepDefinition[] steps,
        Dictionary<string, Task> running,
        CancellationToken stopToken,
        CancellationToken cancellationToken)
    {
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (StepDefinition step in steps)
            {
                WorkflowRun run = live.Run;
                bool isLeft = run.Steps.GetValueOrDefault(step.Name) is { HasEnded: false };
                if (running.ContainsKey(step.Name) || (run.Steps.ContainsKey(step.Name) && !isLeft))
                {
                    continue;
                }

                StepReadiness readiness = StepReadiness.Of(step, run.Steps);
                if (isLeft || (readiness.IsReady && !stopToken.IsCancellationRequested))
                {
                    running[step.Name] = runner.RunAsync(step, stopToken, cancellationToken);
                }
                else if (readiness.NeverBecause is { } reason)
                {
                    await runner.SkipAsync(step, reason);
                    isChanged = true;
                }
            }
        }
    }
}
