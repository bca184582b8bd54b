using Tarn.Common;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Xunit;

namespace Tarn.Tests.Flows.Runs;

/// <summary>Runs that wait: for a place, for somebody, for another run.</summary>
public sealed class RunPlacesTests : IAsyncDisposable
{
    private static readonly StepResult Success = new(StepState.Succeeded);

    private readonly WorkflowRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Runs_beyond_the_limit_wait_or_are_refused()
    {
        TaskCompletionSource end = new();
        _rig.Worker.Jobs["slow"] = async (_, _) =>
        {
            await end.Task;
            return Success;
        };
        WorkflowDefinition one = new() { Name = "one", RunsMax = 1, Steps = [WorkflowRig.Job("slow")] };
        _rig.Define(one).Define(one with { Name = "queue", Queues = true, Queue = "db" })
            .Define(one with { Name = "other", Queues = true, Queue = "db" });
        await _rig.StartAsync("one");
        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => _rig.StartAsync("one"));
        WorkflowRun first = await _rig.StartAsync("queue");
        WorkflowRun second = await _rig.StartAsync("other");
        await _rig.UntilAsync(first, run => run.Steps.Count > 0);

        Assert.Equal(ErrorCodes.WorkflowBusy, refused.Code);
        Assert.Equal(
            WorkflowRunState.Queued, (await _rig.Service.GetRunAsync("other", second.Id, Token)).State);

        end.SetResult();
        Assert.Equal(WorkflowRunState.Succeeded, (await _rig.WaitAsync(second)).State);
    }

    [Fact]
    public async Task An_approval_is_waited_for_and_a_refusal_fails_the_step()
    {
        StepDefinition ask = new() { Name = "ask", Work = new StepWork.Approval("go on?") };
        _rig.Define("flow", ask, WorkflowRig.Job("behind", "ask"));
        WorkflowRun yes = await AskAsync(new Decision(IsApproved: true, "ann", Comment: null));
        WorkflowRun no = await AskAsync(new Decision(IsApproved: false, "bob", "too late"));

        Assert.Equal((WorkflowRunState.Succeeded, "ann"), (yes.State, yes.Steps["ask"].Outputs["by"]));
        Assert.Equal("step 'ask' is failed: bob did not approve: too late", no.Error);
        TarnException late = await Assert.ThrowsAsync<TarnException>(() => _rig.Service.DecideAsync(
            "flow", no.Id, "ask", new Decision(IsApproved: true, "ann", Comment: null), Token));
        Assert.Equal(ErrorCodes.WorkflowEnded, late.Code);
    }

    [Fact]
    public async Task Another_workflow_is_run_as_a_step_and_its_outputs_are_passed_on()
    {
        _rig.Worker.Jobs["load"] = (_, _) => Task.FromResult(Success with
        {
            Outputs = new Dictionary<string, string> { ["rows"] = "7" },
        });
        _rig.Define("inner", WorkflowRig.Job("load"));
        _rig.Define("outer", new StepDefinition { Name = "sub", Work = new StepWork.RunWorkflow("inner") });

        WorkflowRun run = await _rig.RunAsync("outer");

        Assert.Equal("7", run.Steps["sub"].Outputs["load.rows"]);
        Assert.Equal($"outer {run.Id}", (await _rig.Service.GetRunAsync(
            "inner", run.Steps["sub"].Outputs["run_id"], Token)).StartedBy);
    }

    [Fact]
    public async Task A_run_that_has_not_ended_in_time_is_told_of_once()
    {
        TaskCompletionSource end = new();
        _rig.Worker.Jobs["slow"] = async (_, _) =>
        {
            await end.Task;
            return Success;
        };
        _rig.Define(new WorkflowDefinition
        {
            Name = "flow",
            Steps = [WorkflowRig.Job("slow")],
            LateAfter = TimeSpan.FromMilliseconds(20),
        });
        _rig.Service.Listen(_rig);
        WorkflowRun run = await _rig.StartAsync("flow");
        await _rig.UntilAsync(run, now => now.IsLate);
        end.SetResult();
        await _rig.WaitAsync(run);

        Assert.Equal(["flow late", "flow Succeeded"], await _rig.ToldAsync(2));
    }

    [Fact]
    public async Task A_server_that_stops_and_ends_disposes_twice()
    {
        _rig.Define("flow", WorkflowRig.Job("load"));
        await _rig.RunAsync("flow");

        await _rig.Service.DisposeAsync();
        await _rig.Service.DisposeAsync();
    }

    [Fact]
    public async Task A_run_of_the_same_id_is_not_started_twice()
    {
        _rig.Define("flow", WorkflowRig.Job("load"));
        WorkflowStart start = new("flow") { RunId = "R1" };

        await _rig.WaitAsync(await _rig.Service.StartAsync(start, Token));
        await _rig.WaitAsync(await _rig.Service.StartAsync(start, Token));

        Assert.Equal(1, _rig.Worker.CountOf("load"));
    }

    private async Task<WorkflowRun> AskAsync(Decision decision)
    {
        WorkflowRun run = await _rig.StartAsync("flow");
        await _rig.UntilAsync(run, now => now.Steps.GetValueOrDefault("ask")?.NeedsApproval == true);
        await _rig.RestartAsync();
        await _rig.Service.DecideAsync("flow", run.Id, "ask", decision, Token);
        return await _rig.WaitAsync(run);
    }

    [Fact]
    public async Task A_run_of_a_schedule_is_late_from_when_it_was_due_also_before_it_could_begin()
    {
        WorkflowDefinition definition = new()
        {
            Name = "flow",
            Steps = [WorkflowRig.Job("a")],
            LateAfter = TimeSpan.FromMinutes(10),
        };
        _rig.Define(definition);
        _rig.Service.Listen(_rig);
        TaskCompletionSource end = new();
        _rig.Worker.Jobs["a"] = async (_, _) =>
        {
            await end.Task;
            return new StepResult(StepState.Succeeded);
        };
        WorkflowStart start = new("flow") { RunId = "r1", DueAt = DateTimeOffset.UtcNow.AddMinutes(-11) };
        _rig.Service.TellLate(definition, start with { DueAt = DateTimeOffset.UtcNow.AddMinutes(-9) });
        Assert.Empty(_rig.Told);

        _rig.Service.TellLate(definition, start);
        WorkflowRun run = await _rig.Service.StartAsync(start, TestContext.Current.CancellationToken);
        await _rig.UntilAsync(run, now => now.IsLate);
        end.SetResult();
        await _rig.WaitAsync(run);

        Assert.Equal(["flow late", "flow late", "flow Succeeded"], await _rig.ToldAsync(3));
    }
}
