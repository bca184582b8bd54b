using Tarn.Flows.Graphs;

namespace Tarn.Flows.Runs;

/// <summary>Drives a run that has its place from wherever it is to its end.</summary>
internal sealed class RunDriver(LiveWorkflowRun live, StepTools tools)
{
    private readonly GraphRunner _graph = new(live, new StepRunner(live, tools));

    /// <summary>Returns when the run has ended and that is kept.</summary>
    /// <exception cref="OperationCanceledException">The process ends; the run is left to the next one.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isLate = await RunMainAsync(cancellationToken);
        if (live.StopToken.IsCancellationRequested || isLate)
        {
            await _graph.RunAsync(StepPhase.Finally, CancellationToken.None, cancellationToken);
        }
        else
        {
            if (FindFailed() is not null)
            {
                await _graph.RunAsync(StepPhase.Catch, live.StopToken, cancellationToken);
            }

            await _graph.RunAsync(StepPhase.Finally, CancellationToken.None, cancellationToken);
        }

        StepRun? failed = FindFailed();
        await live.ChangeAsync(run => run with
        {
            State = live.StopToken.IsCancellationRequested ? WorkflowRunState.Stopped
                : isLate ? WorkflowRunState.TimedOut
                : failed is not null ? WorkflowRunState.Failed
                : WorkflowRunState.Succeeded,
            EndedAt = tools.Pauses.Now,
            Error = isLate ? $"it took longer than {run.Definition.Timeout}"
                : failed is not null ? $"step '{failed.Name}' is {RunValues.WordOf(failed.State)}: {failed.Error}"
                : null,
        });
    }

    /// <summary>True when its time was up before.</summary>
    private async Task<bool> RunMainAsync(CancellationToken cancellationToken)
    {
        if (live.Run.Definition.Timeout is not { } timeout)
        {
            await _graph.RunAsync(StepPhase.Main, live.StopToken, cancellationToken);
            return false;
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(live.StopToken);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> clock = tools.Pauses.SleepUntilAsync(live.Run.BeganAt!.Value + timeout, end.Token, done.Token);
        Task work = _graph.RunAsync(StepPhase.Main, end.Token, cancellationToken);
        await Task.WhenAny(clock, work);
        bool isLate = !work.IsCompleted && !live.StopToken.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested;
        await (isLate ? end.CancelAsync() : done.CancelAsync());
        await work;
        return isLate;
    }

    private StepRun? FindFailed()
    {
        WorkflowRun run = live.Run;
        return run.Definition.Steps
            .Where(step => step.FailsRun)
            .Select(step => run.Steps.GetValueOrDefault(step.Name))
            .FirstOrDefault(step => step?.State is StepState.Failed or StepState.TimedOut or StepState.Stopped);
    }
}
