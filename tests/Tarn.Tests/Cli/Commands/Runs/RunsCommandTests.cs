using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Runs;

/// <summary>Commands about runs and jobs of a lake without a server.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private readonly LakeRig _lake = EventsLake.Create();

    public RunsCommandTests()
    {
        _lake.Write("lake.yaml", _lake.LakeYaml);
        _lake.Deliver("a", "1,2024-02-01,a,10", "2,2024-02-01,b,-5");
        _lake.WriteModel("curated.good", "job: good", "SELECT 1 AS id");
        _lake.WriteModel(
            "curated.bad", "job: bad\nchecks:\n- range: {column: amount, min: 0}", "SELECT amount FROM staging.events");
        _lake.WriteModel("staging.events", "job: load", "SELECT * FROM raw.events");
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_run_that_failed_is_done_again_and_counted()
    {
        await RunAsync(ExitCode.Failed, "jobs", "run-all");
        string first = (await RunAsync(ExitCode.Ok, "runs", "list")).Output.Split('\t')[0];
        _lake.WriteModel("curated.bad", "job: bad", "SELECT amount FROM staging.events");

        TestTerminal again = await RunAsync(ExitCode.Ok, "runs", "retry");

        Assert.Contains("curated.good\tup to date\t", again.Output, StringComparison.Ordinal);
        Assert.Contains("curated.bad\tsucceeded\t", again.Output, StringComparison.Ordinal);
        string[] runs = Lines(await RunAsync(ExitCode.Ok, "runs", "list"));
        Assert.Equal(["2", "1"], runs.Select(run => run.Split('\t')[10]));
        Assert.Equal(2, runs.Count(run => run.Split('\t')[11].StartsWith("person", StringComparison.Ordinal)));
        TestTerminal shown = await RunAsync(ExitCode.Ok, "runs", "show");
        Assert.Contains($"attempt 2, after run {first}", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_listed_by_job_and_by_how_they_ended()
    {
        await RunAsync(ExitCode.Ok, "jobs", "run", "good");
        await RunAsync(ExitCode.Failed, "jobs", "run", "load", "bad");
        await RunAsync(ExitCode.Ok, "jobs", "run", "good");

        Assert.Equal(2, Lines(await RunAsync(ExitCode.Ok, "runs", "list", "--job", "good")).Length);
        Assert.Single(Lines(await RunAsync(ExitCode.Ok, "runs", "list", "--failed")));
        Assert.Empty(Lines(await RunAsync(ExitCode.Ok, "runs", "list", "--job", "none")));
    }

    [Fact]
    public async Task Jobs_are_listed_with_their_last_run()
    {
        await RunAsync(ExitCode.Failed, "jobs", "run", "load", "bad");

        string[] jobs = Lines(await RunAsync(ExitCode.Ok, "jobs", "list"));

        Assert.Contains(jobs, job => job.StartsWith("good\t1\t\tnever run\t", StringComparison.Ordinal));
        Assert.Contains(jobs, job => job.StartsWith("bad\t1\t", StringComparison.Ordinal)
            && job.Contains("\tfailed\t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_follow_the_log_of_a_run_that_has_ended_does_not_wait()
    {
        await RunAsync(ExitCode.Ok, "jobs", "run", "good");

        string[] lines = Lines(await RunAsync(ExitCode.Ok, "runs", "logs", "-f"));

        Assert.Contains(lines, line => line.EndsWith("info\tcurated.good\tstarted", StringComparison.Ordinal));
        Assert.EndsWith("run Succeeded", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_there_to_cancel_or_to_watch_when_nothing_runs()
    {
        await RunAsync(ExitCode.Ok, "jobs", "run", "good");
        string id = (await RunAsync(ExitCode.Ok, "runs", "list")).Output.Split('\t')[0];

        Assert.Contains(
            "has ended", (await RunAsync(ExitCode.Usage, "runs", "cancel", id)).Error, StringComparison.Ordinal);
        Assert.Contains(
            "nothing runs", (await RunAsync(ExitCode.Ok, "jobs", "monitor")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_no_run_goes_on_by_itself() => Assert.Contains(
        "error[TN1006]",
        (await RunAsync(ExitCode.Usage, "jobs", "run", "good", "--detach")).Error,
        StringComparison.Ordinal);

    private static string[] Lines(TestTerminal terminal) =>
        terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<TestTerminal> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_lake.Directory);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, $"{exitCode}\n{terminal.Error}");
        return terminal;
    }
}
