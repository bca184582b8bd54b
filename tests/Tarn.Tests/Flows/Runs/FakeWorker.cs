using System.Collections.Concurrent;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Tests.Flows.Runs;

/// <summary>
/// Does "jobs" of a test: each by its name, under ids that outlive the process, as runs of jobs do.
/// </summary>
internal sealed class FakeWorker : IStepWorker
{
    private readonly ConcurrentDictionary<string, StepResult> _ended = [];
    private int _running;

    /// <summary>Names of what was begun, in order: the job, and its argument "n" where it has one.</summary>
    public ConcurrentQueue<string> Begun { get; } = [];

    /// <summary>What comes of a job; those that are not there succeed. Called once for each attempt.</summary>
    public ConcurrentDictionary<string, Func<StepCall, CancellationToken, Task<StepResult>>> Jobs { get; } = [];

    public int RunningMost { get; private set; }

    /// <summary>How many there are of each name.</summary>
    public int CountOf(string name) => Begun.Count(begun => begun == name);

    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        if (_ended.TryGetValue(call.RunId, out StepResult? before))
        {
            return before;
        }

        StepWork.RunJob job = (StepWork.RunJob)call.Work;
        IReadOnlyDictionary<string, string> arguments = call.Values.Fill(job.Arguments);
        string name = arguments.TryGetValue("n", out string? n) ? $"{job.Name} {n}" : job.Name;
        Begun.Enqueue(name);
        lock (_ended)
        {
            _running++;
            RunningMost = Math.Max(RunningMost, _running);
        }

        try
        {
            StepResult result = Jobs.TryGetValue(job.Name, out var work)
                ? await work(call, stopToken).WaitAsync(cancellationToken)
                : new StepResult(StepState.Succeeded);
            _ended[call.RunId] = result;
            return result;
        }
        finally
        {
            lock (_ended)
            {
                _running--;
            }
        }
    }
}
