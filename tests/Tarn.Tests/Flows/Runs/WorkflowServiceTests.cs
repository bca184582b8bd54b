using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Xunit;

namespace Tarn.Tests.Flows.Runs;

public sealed class WorkflowServiceTests : IAsyncDisposable
{
    private static readonly StepResult Success = new(StepState.Succeeded);
    private static readonly RetryRule Twice = new() { Max = 2, Delay = TimeSpan.FromMilliseconds(1) };

    private readonly WorkflowRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Steps_run_as_soon_as_those_have_succeeded_that_they_need()
    {
        TaskCompletionSource both = new();
        int waiting = 0;
        _rig.Worker.Jobs["left"] = _rig.Worker.Jobs["right"] = async (_, _) =>
        {
            if (Interlocked.Increment(ref waiting) == 2)
            {
                both.SetResult();
            }

            await both.Task;
            return Success;
        };
        _rig.Define(
            "flow",
            WorkflowRig.Job("last", "left", "right"),
            WorkflowRig.Job("left", "first"),
            WorkflowRig.Job("right", "first"),
            WorkflowRig.Job("first"));
        _rig.Service.Listen(_rig);

        WorkflowRun run = await _rig.RunAsync("flow");

        Assert.Equal(WorkflowRunState.Succeeded, run.State);
        Assert.Equal(4, _rig.Worker.Begun.Count);
        Assert.Equal(("first", "last"), (_rig.Worker.Begun.First(), _rig.Worker.Begun.Last()));
        Assert.Equal(["flow Succeeded"], await _rig.ToldAsync(1));
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_and_then_fails_the_run_but_not_what_does_not_need_it()
    {
        Fails("bad");
        _rig.Define(
            "flow",
            WorkflowRig.Job("bad") with { Retries = Twice },
            WorkflowRig.Job("behind", "bad"),
            WorkflowRig.Job("beside"));

        WorkflowRun run = await _rig.RunAsync("flow");

        Assert.Equal("bad=failed behind=skipped beside=succeeded", WorkflowRig.StatesOf(run));
        Assert.Equal((WorkflowRunState.Failed, "step 'bad' is failed: broken"), (run.State, run.Error));
        Assert.Equal((3, 3), (_rig.Worker.CountOf("bad"), run.Steps["bad"].Attempt));
        Assert.Equal("step 'bad' is failed, not succeeded", run.Steps["behind"].Error);
    }

    [Fact]
    public async Task Catch_steps_follow_a_failure_and_finally_steps_whatever_happens()
    {
        Fails("bad");
        StepDefinition[] ends =
        [
            WorkflowRig.Job("tell") with { Phase = StepPhase.Catch },
            WorkflowRig.Job("clean") with { Phase = StepPhase.Finally },
        ];
        _rig.Define("good", [WorkflowRig.Job("first"), .. ends]).Define("worse", [WorkflowRig.Job("bad"), .. ends]);

        Assert.Equal("clean=succeeded first=succeeded", WorkflowRig.StatesOf(await _rig.RunAsync("good")));
        Assert.Equal(
            "bad=failed clean=succeeded tell=succeeded", WorkflowRig.StatesOf(await _rig.RunAsync("worse")));
    }

    [Fact]
    public async Task Conditions_may_ask_for_failures_and_for_any_of_several_steps()
    {
        Fails("bad");
        StepCondition[] either =
        [
            new(["bad"], [StepState.Succeeded]), new(["good"], [StepState.Succeeded]),
        ];
        _rig.Define(
            "flow",
            WorkflowRig.Job("bad") with { FailsRun = false },
            WorkflowRig.Job("good"),
            WorkflowRig.Job("repair") with { Conditions = [new(["bad"], [StepState.Failed, StepState.TimedOut])] },
            WorkflowRig.Job("any") with { Conditions = either, IsAnyEnough = true },
            WorkflowRig.Job("unwanted") with { When = "no" },
            WorkflowRig.Job("behind", "unwanted"));
        _rig.Conditions["no"] = false;

        WorkflowRun run = await _rig.RunAsync("flow");

        Assert.Equal(
            "any=succeeded bad=failed behind=skipped good=succeeded repair=succeeded unwanted=skipped",
            WorkflowRig.StatesOf(run));
        Assert.Equal(WorkflowRunState.Succeeded, run.State);
    }

    [Fact]
    public async Task Outputs_and_parameters_are_passed_on()
    {
        _rig.Worker.Jobs["load"] = (_, _) => Task.FromResult(Success with
        {
            Outputs = new Dictionary<string, string> { ["rows"] = "42" },
        });
        _rig.Define("flow", WorkflowRig.Job("load"), WorkflowRig.Job("next", "load") with
        {
            Work = new StepWork.RunJob("next")
            {
                Arguments = new Dictionary<string, string>
                {
                    ["n"] = "${steps.load.outputs.rows} of ${parameters.day} $${x}",
                },
            },
        });
        WorkflowStart start = new("flow") { Parameters = new Dictionary<string, string> { ["day"] = "monday" } };

        WorkflowRun run = await _rig.Service.StartAsync(start, Token);
        run = await _rig.WaitAsync(run);

        Assert.Equal(WorkflowRunState.Succeeded, run.State);
        Assert.Equal("next 42 of monday ${x}", _rig.Worker.Begun.Last());
    }

    [Fact]
    public async Task A_value_that_is_not_there_fails_the_step_by_its_name()
    {
        _rig.Define("flow", WorkflowRig.Job("load") with
        {
            Work = new StepWork.RunJob("load")
            {
                Arguments = new Dictionary<string, string> { ["n"] = "${parameters.day}" },
            },
        });

        WorkflowRun run = await _rig.RunAsync("flow");

        Assert.Contains("there is no value '${parameters.day}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_for_many_items_runs_some_at_once_and_says_how_many_succeeded()
    {
        _rig.Worker.Jobs["part"] = async (call, _) =>
        {
            await Task.Delay(20, Token);
            return call.Values.Find("item") == "3" ? StepResult.Failed("three") : Success;
        };
        FanOut seven = new() { Query = "1 2 3 4 5 6 7", AtOnceMax = 3 };
        _rig.Define("flow", WorkflowRig.Job("part") with { ForEach = seven });

        WorkflowRun run = await _rig.RunAsync("flow");

        StepRun part = run.Steps["part"];
        Assert.Equal((StepState.Failed, "part[2] is failed: three"), (part.State, part.Error));
        Assert.Equal(("7", "6"), (part.Outputs["items"], part.Outputs["succeeded"]));
        Assert.InRange(_rig.Worker.RunningMost, 2, 3);

        _rig.Worker.Jobs.Clear();
        WorkflowRun again = await _rig.Service.ResumeAsync("flow", run.Id, steps: null, Token);
        again = await _rig.WaitAsync(again);

        Assert.Equal(WorkflowRunState.Succeeded, again.State);
        Assert.Equal(8, _rig.Worker.CountOf("part"));
    }

    [Fact]
    public async Task A_step_and_a_run_that_take_too_long_are_timed_out()
    {
        _rig.Worker.Jobs["slow"] = WaitForStopAsync;
        StepDefinition slow = WorkflowRig.Job("slow");
        WorkflowDefinition flow = new() { Name = "flow", Steps = [slow], Timeout = TimeSpan.FromMilliseconds(50) };
        _rig.Define("step", slow with { Timeout = TimeSpan.FromMilliseconds(50) }).Define(flow);

        WorkflowRun step = await _rig.RunAsync("step");
        WorkflowRun run = await _rig.RunAsync("flow");

        Assert.Equal((WorkflowRunState.Failed, StepState.TimedOut), (step.State, step.Steps["slow"].State));
        Assert.Equal((WorkflowRunState.TimedOut, StepState.Stopped), (run.State, run.Steps["slow"].State));
    }

    [Fact]
    public async Task A_run_that_is_stopped_stops_what_it_runs_and_still_cleans_up()
    {
        _rig.Worker.Jobs["slow"] = WaitForStopAsync;
        _rig.Define(
            "flow",
            WorkflowRig.Job("slow"),
            WorkflowRig.Job("behind", "slow"),
            WorkflowRig.Job("clean") with { Phase = StepPhase.Finally });
        WorkflowRun run = await _rig.StartAsync("flow");
        await _rig.UntilAsync(run, now => now.Steps.ContainsKey("slow"));

        Assert.True(await _rig.Service.TryStopAsync("flow", run.Id, Token));
        run = await _rig.WaitAsync(run);

        Assert.Equal(WorkflowRunState.Stopped, run.State);
        Assert.Equal("behind=skipped clean=succeeded slow=stopped", WorkflowRig.StatesOf(run));
        Assert.False(await _rig.Service.TryStopAsync("flow", run.Id, Token));
    }

    private static async Task<StepResult> WaitForStopAsync(StepCall call, CancellationToken stopToken)
    {
        TaskCompletionSource stopped = new();
        await using CancellationTokenRegistration registration = stopToken.Register(stopped.SetResult);
        await stopped.Task;
        return new StepResult(StepState.Stopped);
    }

    private void Fails(string job) =>
        _rig.Worker.Jobs[job] = (_, _) => Task.FromResult(StepResult.Failed("broken"));
}
