using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Backfills;
using Tarn.Flows.Graphs;
using Tarn.Flows.Runs;
using Tarn.Flows.Runs.Work;
using Tarn.Testing;
using Tarn.Tests.Flows.Runs;
using Xunit;

namespace Tarn.Tests.Flows.Backfills;

public sealed class BackfillTests : IAsyncDisposable
{
    private static readonly BackfillRequest Days = new(
        "daily", Moment("2024-01-30"), Moment("2024-02-02"), TimeSpan.FromDays(1));

    private readonly WorkflowRig _rig = new();
    private readonly SequentialIdSource _ids = new();

    public BackfillTests() => _rig.Define(new WorkflowDefinition
    {
        Name = "daily",
        Parameters = new Dictionary<string, string?> { ["start"] = null, ["end"] = null },
        Steps = [WorkflowRig.Job("load") with
        {
            Work = new StepWork.RunJob("load")
            {
                Arguments = new Dictionary<string, string> { ["n"] = "${parameters.start} ${parameters.end}" },
            },
        }],
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Each_interval_is_run_once_and_only_what_failed_is_run_again()
    {
        _rig.Worker.Jobs["load"] = (call, _) => Task.FromResult(
            call.Values.Find("parameters.start") == "2024-01-31"
                ? StepResult.Failed("broken")
                : new StepResult(StepState.Succeeded));

        Assert.Equal("missing missing missing", await PlanAsync());
        await RunAsync(Token);
        Assert.Equal("Succeeded Failed Succeeded", await PlanAsync());
        Assert.Equal(1, _rig.Worker.CountOf("load 2024-02-01 2024-02-02"));

        _rig.Worker.Jobs.Clear();
        await RunAsync(Token);
        Assert.Equal("Succeeded Succeeded Succeeded", await PlanAsync());
        Assert.Equal(4, _rig.Worker.Begun.Count);
        Assert.Equal(2, _rig.Worker.CountOf("load 2024-01-31 2024-02-01"));
    }

    [Fact]
    public async Task What_was_interrupted_is_gone_on_with()
    {
        TaskCompletionSource<StepResult> end = new();
        _rig.Worker.Jobs["load"] = (_, _) => end.Task;
        using CancellationTokenSource interruption = new();
        Task first = RunAsync(interruption.Token);
        while (_rig.Worker.Begun.IsEmpty)
        {
            await Task.Delay(5, Token);
        }

        await interruption.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await _rig.RestartAsync();
        end.SetResult(new StepResult(StepState.Succeeded));
        await RunAsync(Token);

        Assert.Equal("Succeeded Succeeded Succeeded", await PlanAsync());
        Assert.Equal(3, _rig.Worker.Begun.Count);
    }

    [Fact]
    public void The_last_interval_may_be_shorter_and_moments_within_a_day_have_their_time()
    {
        BackfillRequest request = Days with { Step = TimeSpan.FromHours(60) };

        DateTimeOffset middle = Moment("2024-02-01T12:00:00Z");
        Assert.Equal(
            [(Moment("2024-01-30"), middle), (middle, Moment("2024-02-02"))], request.Intervals());
        Assert.Equal("2024-02-01T12:00:00Z", BackfillRequest.Text(request.Intervals()[0].End));
    }

    [Fact]
    public void A_range_without_intervals_or_with_too_many_is_refused()
    {
        Assert.Throws<TarnException>(() => (Days with { To = Days.From }).Intervals());
        Assert.Throws<TarnException>(() => (Days with { Step = TimeSpan.FromSeconds(1) }).Intervals());
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Backfill CreateSut() => new(_rig.Documents, new WorkflowRunBook(_rig.Documents, _rig.Service));

    private Task<IReadOnlyList<BackfillInterval>> RunAsync(CancellationToken cancellationToken) =>
        CreateSut().RunAsync(Days with { ParallelMax = 2 }, _rig.Service, _ids, _ => { }, cancellationToken);

    private async Task<string> PlanAsync() => string.Join(
        ' ', (await CreateSut().PlanAsync(Days, Token)).Select(interval => interval.State?.ToString() ?? "missing"));
}
