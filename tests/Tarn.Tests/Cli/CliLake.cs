using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli;

/// <summary>A taxi lake of 3,000 trips, built once by the command line itself, for commands that only look.</summary>
public sealed class CliLake : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Where the lake lies in <c>lake</c>.</summary>
    public string WorkingDirectory => _directory.Path;

    public string Directory => _directory.Sub("lake");

    public async ValueTask InitializeAsync()
    {
        TestTerminal terminal = new(WorkingDirectory);
        ExitCode exitCode = await terminal.RunAsync("demo", "taxi", "--dir", "lake", "--rows", "3000");
        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
