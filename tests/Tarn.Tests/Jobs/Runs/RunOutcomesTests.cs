using Tarn.Jobs.Runs;
using Tarn.Observability;
using Xunit;

namespace Tarn.Tests.Jobs.Runs;

public sealed class RunOutcomesTests
{
    [Fact]
    public void Each_job_of_a_run_has_an_end_of_its_own()
    {
        RunReport report = Report(
            RunState.Failed,
            Step("a.one", "first", RunState.Succeeded),
            Step("a.two", "second", RunState.Failed) with { ErrorCode = "TN6001", Error = "a check failed" },
            Step("a.three", "third", RunState.Skipped) with { Notes = ["a.two, which it reads, is Failed"] });

        WorkOutcome[] outcomes = [.. RunOutcomes.Of(report)];

        Assert.Equal(
            [WorkResult.Succeeded, WorkResult.Failed, WorkResult.Failed], outcomes.Select(outcome => outcome.Result));
        Assert.Equal("a.two: TN6001: a check failed", outcomes[1].Error);
        Assert.Contains("which it reads", outcomes[2].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_succeeds_does_not_speak_for_its_job()
    {
        RunReport report = Report(RunState.Succeeded, Step("a.one", "first", RunState.Succeeded));

        Assert.Empty(RunOutcomes.Of(report with { Select = ["a.one"] }));
        Assert.Single(RunOutcomes.Of(report));
    }

    [Fact]
    public void A_part_that_fails_does()
    {
        RunReport report = Report(RunState.Failed, Step("a.one", "first", RunState.Failed));

        Assert.Equal(WorkResult.Failed, RunOutcomes.Of(report with { Select = ["a.one"] }).Single().Result);
    }

    [Theory]
    [InlineData(RunState.Interrupted, WorkResult.Failed)]
    [InlineData(RunState.Cancelled, WorkResult.Stopped)]
    [InlineData(RunState.UpToDate, WorkResult.Succeeded)]
    public void A_run_without_failed_steps_ends_as_it_says(RunState state, WorkResult result) => Assert.Equal(
        result, RunOutcomes.Of(Report(state, Step("a.one", "first", RunState.UpToDate))).Single().Result);

    private static StepReport Step(string table, string job, RunState state) =>
        new() { Table = table, Job = job, State = state };

    private static RunReport Report(RunState state, params StepReport[] steps) => new()
    {
        RunId = "01",
        State = state,
        Jobs = [.. steps.Select(step => step.Job).Distinct()],
        StartedAt = DateTimeOffset.UnixEpoch,
        Steps = steps,
    };
}
