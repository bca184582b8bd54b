using System.Diagnostics;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.State;

public sealed class ProcessScratchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Scratch => _directory.Sub("scratch");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Folders_of_processes_that_are_gone_are_removed_and_no_others()
    {
        string own = ProcessScratch.PathOf(_directory.Path, "queries");
        foreach (string name in (string[])[Path.GetFileName(own), $"queries-{GoneProcess()}", "runs", "a-b"])
        {
            string folder = Path.Join(Scratch, name, "1");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Join(folder, "spilled"), "x");
        }

        ProcessScratch.RemoveLeftovers(_directory.Path);

        string[] expected = ["a-b", Path.GetFileName(own), "runs"];
        Assert.Equal(expected, Names());
    }

    [Fact]
    public void A_folder_from_before_its_process_began_was_another_process()
    {
        string own = ProcessScratch.PathOf(_directory.Path, "engine");
        Directory.CreateDirectory(own);
        using Process process = Process.GetCurrentProcess();
        Directory.SetLastWriteTimeUtc(own, process.StartTime.ToUniversalTime().AddDays(-1));

        ProcessScratch.RemoveLeftovers(_directory.Path);

        Assert.Empty(Names());
    }

    [Fact]
    public void A_lake_without_scratch_has_no_leftovers()
    {
        ProcessScratch.RemoveLeftovers(_directory.Path);

        Assert.False(Directory.Exists(Scratch));
    }

    private IEnumerable<string> Names() =>
        Directory.GetDirectories(Scratch).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The id of a process that has ended, and whose end we have taken note of.</summary>
    private static int GoneProcess()
    {
        using Process process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }
}
