using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_empty_lake_has_a_definition_named_after_its_directory()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("init", "My Lake"));

        string definition = await File.ReadAllTextAsync(
            Path.Combine(_directory.Path, "My Lake", "lake.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("\nname: my-lake\n", definition, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
        Assert.Contains("Next: tarn validate -C", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_lake_is_left_alone()
    {
        await new TestTerminal(_directory.Path).RunAsync("init");
        string path = Path.Combine(_directory.Path, "lake.yaml");
        await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("init"));

        Assert.StartsWith("error[TN1002]: ", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_example_is_refused_before_anything_is_written()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Usage, await terminal.RunAsync("init", "lake", "--example", "nothing"));

        Assert.StartsWith("error[TN1003]: there is no example 'nothing'", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "lake")));
    }

    [Fact]
    public async Task Quiet_says_nothing()
    {
        TestTerminal terminal = new(_directory.Path);

        Assert.Equal(ExitCode.Ok, await terminal.RunAsync("init", "lake", "--quiet"));
        Assert.Equal("", terminal.Output + terminal.Error);
    }
}
