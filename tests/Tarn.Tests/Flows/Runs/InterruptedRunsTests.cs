using System.Collections.Concurrent;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Runs;

/// <summary>Processes that end at random moments: no step is done again that has succeeded.</summary>
public sealed class InterruptedRunsTests : IAsyncDisposable
{
    private const int StepCount = 12;
    private const int Rounds = 8;

    private readonly WorkflowRig _rig = new();
    private readonly ConcurrentBag<string> _succeeded = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Each_step_succeeds_once_whenever_processes_end()
    {
        Random random = new(TestSeed.Read());
        for (int round = 0; round < Rounds; round++)
        {
            string name = $"flow{round}";
            _rig.Define(name, [.. Enumerable.Range(0, StepCount).Select(number => Step(name, number, random))]);
            WorkflowRun run = await _rig.StartAsync(name);
            while (!(await _rig.Service.GetRunAsync(name, run.Id, Token)).HasEnded)
            {
                await Task.Delay(random.Next(1, 15), Token);
                await _rig.RestartAsync();
            }

            run = await _rig.WaitAsync(run);
            Assert.Equal(WorkflowRunState.Succeeded, run.State);
        }

        Assert.Empty(_rig.Failures);
        Assert.Equal(_succeeded.Count, _succeeded.Distinct().Count());
        Assert.True(_succeeded.Count > Rounds * StepCount, "steps for several items are counted by item");
    }

    private StepDefinition Step(string flow, int number, Random random)
    {
        int[] needs = [.. Enumerable.Range(0, number).Where(_ => random.Next(3) == 0)];
        string name = $"{flow}_{number}";
        int length = random.Next(3);
        _rig.Worker.Jobs[name] = async (call, _) =>
        {
            await Task.Delay(length, CancellationToken.None);
            if (call.Record.Attempt == 1 && number % 5 == 0)
            {
                return StepResult.Failed("once");
            }

            _succeeded.Add($"{flow} {call.Record.Name}");
            return new StepResult(StepState.Succeeded);
        };
        return WorkflowRig.Job(name, [.. needs.Select(need => $"{flow}_{need}")]) with
        {
            Retries = new RetryRule { Max = 1, Delay = TimeSpan.FromMilliseconds(1) },
            ForEach = number % 4 == 3 ? new FanOut { Items = ["a", "b", "c"], AtOnceMax = 2 } : null,
        };
    }
}
