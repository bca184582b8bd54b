using System.Globalization;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Queries;

/// <summary>Worker processes of the real binary.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Endless = "SELECT sum(hash(a.i + b.i)) FROM range(1000000) a(i), range(1000000) b(i)";

    private readonly LakeRig _lake = new();

    public WorkerTests() => _lake.Write("lake.yaml", _lake.LakeYaml);

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_worker_ends_when_its_parent_is_killed()
    {
        using TarnProcess parent = TarnProcess.Start(
            ["-C", _lake.Directory, "query", "--isolation", "process", Endless]);
        while (Workers().Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        parent.Kill();

        Assert.Equal(TarnProcess.Killed, (await parent.WaitAsync()).ExitCode);
        while (Workers().Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Nothing_is_left_when_the_command_has_ended()
    {
        TarnResult answered = await TarnProcess.RunAsync(
            "-C", _lake.Directory, "query", "--isolation", "process", "SELECT 1 AS a", "-o", "csv");
        TarnResult stopped = await TarnProcess.RunAsync(
            "-C", _lake.Directory, "query", "--isolation", "process", "--timeout", "1s", Endless);

        Assert.Equal("a\n1\n", answered.Output.ReplaceLineEndings("\n"));
        Assert.Contains("TN3012", stopped.Errors, StringComparison.Ordinal);
        Assert.Empty(Workers());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_lake.Directory, ".tarn", "scratch")));
    }

    /// <summary>Ids of processes that work for the lake.</summary>
    private List<int> Workers() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => Path.GetFileName(path))
            .Where(name => name.All(char.IsAsciiDigit))
            .Where(IsWorker)
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)),
    ];

    private bool IsWorker(string processId)
    {
        try
        {
            string[] arguments = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
            return arguments.Contains("worker") && arguments.Contains(_lake.Directory);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
