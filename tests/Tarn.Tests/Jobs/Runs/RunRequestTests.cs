using Tarn.Jobs.Runs;
using Xunit;

namespace Tarn.Tests.Jobs.Runs;

public sealed class RunRequestTests
{
    [Fact]
    public void A_run_is_done_again_with_what_it_was_asked_for()
    {
        RunRequest again = RunRequest.Again(Report() with { Select = ["a.one+"] });

        Assert.Equal(["etl"], again.Jobs);
        Assert.Equal(["a.one+"], again.Select);
        Assert.False(again.FullRefresh);
    }

    [Fact]
    public void Of_tables_to_be_built_anew_those_that_were_are_not_built_again()
    {
        RunRequest again = RunRequest.Again(Report() with { FullRefresh = true });

        Assert.Equal(["a.two", "a.three", "a.four"], again.Select);
        Assert.True(again.FullRefresh);
    }

    [Fact]
    public void When_all_were_built_anew_nothing_is_again()
    {
        RunReport done = Report() with { FullRefresh = true, Planned = ["a.one"] };

        Assert.False(RunRequest.Again(done).FullRefresh);
        Assert.Empty(RunRequest.Again(done).Select);
    }

    private static RunReport Report() => new()
    {
        RunId = "01",
        State = RunState.Failed,
        Jobs = ["etl"],
        StartedAt = DateTimeOffset.UnixEpoch,
        Planned = ["a.one", "a.two", "a.three", "a.four"],
        Steps =
        [
            new StepReport { Table = "a.one", Job = "etl", State = RunState.Succeeded },
            new StepReport { Table = "a.two", Job = "etl", State = RunState.Failed },
            new StepReport { Table = "a.three", Job = "etl", State = RunState.Skipped },
        ],
    };
}
