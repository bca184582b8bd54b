using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands.Notifications;

/// <summary>Notifications of a lake without a server: sent when a run has ended.</summary>
public sealed class NotificationsCommandTests : IAsyncLifetime
{
    private readonly LakeRig _lake = new();
    private readonly StubHttpServer _server;
    private int _status = 200;

    public NotificationsCommandTests()
    {
        _server = new StubHttpServer(_ => new StubHttpAnswer(_status));
        _lake.Write(
            "lake.yaml",
            $$"""
            {{_lake.LakeYaml}}
            security:
              outbound: {allow: [127.0.0.1]}
            notifications:
              channels:
                hook: {type: webhook, url: '{{_server.Url}}/in', secret: key}
            """);
        WriteModel("'x'");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _lake.Dispose();
    }

    [Fact]
    public async Task A_run_that_fails_is_told_once_and_so_is_the_one_that_works_again()
    {
        await RunAsync(ExitCode.Failed, "run");
        await RunAsync(ExitCode.Failed, "run");
        WriteModel("'1'");
        await RunAsync(ExitCode.Ok, "run");

        Assert.Equal(2, _server.Requests.Count);
        Assert.Contains("\"event\":\"failed\"", _server.Requests.First().Body, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"recovered\"", _server.Requests.Last().Body, StringComparison.Ordinal);
        string history = (await RunAsync(ExitCode.Ok, "notifications", "history")).Output;
        Assert.Equal(2, history.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("recovered\tjob etl works again\thook\tsent\t1\t", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_go_waits_and_is_listed()
    {
        _status = 503;

        await RunAsync(ExitCode.Failed, "run");

        string list = (await RunAsync(ExitCode.Ok, "notifications", "list")).Output;
        Assert.StartsWith($"hook\twebhook\t{_server.Url}\t60\t1\t0\t\tit answered 503", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_says_whether_it_went()
    {
        Assert.Contains(
            "sent to", (await RunAsync(ExitCode.Ok, "notifications", "test", "hook")).Error, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"test\"", _server.Requests.Single().Body, StringComparison.Ordinal);

        _status = 404;
        TestTerminal refused = await RunAsync(ExitCode.Failed, "notifications", "test", "hook");
        Assert.Contains(
            "error[TN8006]: channel 'hook' did not take it: it answered 404", refused.Error, StringComparison.Ordinal);
        TestTerminal unknown = await RunAsync(ExitCode.Usage, "notifications", "test", "hok");
        Assert.Contains("did you mean 'hook'?", unknown.Error, StringComparison.Ordinal);
    }

    private void WriteModel(string value) => _lake.WriteModel(
        "curated.etl", "job: etl", $"SELECT CAST({value} || CAST(range AS VARCHAR) AS INTEGER) AS id FROM range(2)");

    private async Task<TestTerminal> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_lake.Directory);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, $"{exitCode}\n{terminal.Error}");
        return terminal;
    }
}
