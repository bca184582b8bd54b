using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Samples;

/// <summary>A lake in a directory of its own, and its command line.</summary>
internal sealed class CommandLake : IDisposable
{
    /// <summary>Holds for rows of a table <c>t</c> of which any column has an address of a person.</summary>
    public const string HasAddress =
        """
        regexp_matches(t::VARCHAR, '\b\d{1,3}(\.\d{1,3}){3}\b')
        OR regexp_matches(t::VARCHAR, '(?i)\b([0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}\b|\b[0-9a-f]{1,4}::')
        OR regexp_matches(t::VARCHAR, '(?i)[^\s''=/]+(@|%40)[^\s'']+\.[a-z]+')
        """;

    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    public void Dispose() => _directory.Dispose();

    /// <summary>Writes a file of the lake.</summary>
    public void Write(string file, string text)
    {
        string path = Place(file);
        File.WriteAllText(path, text);
    }

    /// <summary>Puts a copy of a file into the lake.</summary>
    public void Drop(string source, string file) => File.Copy(source, Place(file));

    /// <summary>What a command prints, which must end well.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == ExitCode.Ok, $"tarn {string.Join(' ', arguments)}\n{terminal.Error}");
        return terminal.Output.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>Lines of what a command prints.</summary>
    public async Task<string[]> LinesAsync(params string[] arguments) => (await RunAsync(arguments)).Split('\n');

    private string Place(string file)
    {
        string path = _directory.Sub(file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
