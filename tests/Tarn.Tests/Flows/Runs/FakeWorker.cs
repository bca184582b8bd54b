using System.Collections.Concurrent;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs.Work;

namespace Tarn.Tests.Flows.Runs;

/// <summary>
/// Does "jobs" of a test: each by its name, under ids that outlive the process, as runs of jobs do.
/// </summary>
internal sealed class FakeWorker : IStepWorker
{
    private readonly ConcurrentDictionary<string, Lazy<Task<StepResult>>> _runs = [];
    private readonly Lock _lock = new();
    private int _running;

    /// <summary>Names of what was begun, in order: the job, and its argument "n" where it has one.</summary>
    public ConcurrentQueue<string> Begun { get; } = [];

    /// <summary>What comes of a job; those that are not there succeed. Called once for each attempt.</summary>
    public ConcurrentDictionary<string, Func<StepCall, CancellationToken, Task<StepResult>>> Jobs { get; } = [];

    public int RunningMost { get; private set; }

    /// <summary>How many there are of each name.</summary>
    public int CountOf(string name) => Begun.Count(begun => begun == name);

    /// <summary>What was begun goes on when the process that waits for it ends.</summary>
    public Task<StepResult> RunAsync(StepCall call, CancellationToken stopToken, CancellationToken cancellationToken) =>
        _runs.GetOrAdd(call.RunId, _ => new Lazy<Task<StepResult>>(() => BeginAsync(call, stopToken)))
            .Value.WaitAsync(cancellationToken);

    private async Task<StepResult> BeginAsync(StepCall call, CancellationToken stopToken)
    {
        StepWork.RunJob job = (StepWork.RunJob)call.Work;
        IReadOnlyDictionary<string, string> arguments = call.Values.Fill(job.Arguments);
        Begun.Enqueue(arguments.TryGetValue("n", out string? n) ? $"{job.Name} {n}" : job.Name);
        Count(1);
        try
        {
            return Jobs.TryGetValue(job.Name, out var work)
                ? await work(call, stopToken)
                : new StepResult(StepState.Succeeded);
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int change)
    {
        lock (_lock)
        {
            _running += change;
            RunningMost = Math.Max(RunningMost, _running);
        }
    }
}
