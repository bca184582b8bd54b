using Tarn.Cli;
using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Shell.Editing;
using Tarn.Common;
using Tarn.Testing;

namespace Tarn.Tests.Cli;

/// <summary>Runs the program in this process with streams that the test reads.</summary>
internal sealed class TestTerminal(string workingDirectory)
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public bool IsTerminal { get; init; }

    public string Input { get; init; } = "";

    public int Width { get; init; } = 80;

    /// <summary>Keys that are pressed; null is no keyboard.</summary>
    public IShellScreen? Screen { get; init; }

    /// <summary>Shared by commands that must not make the same ids.</summary>
    public IIdSource IdSource { get; init; } = new SequentialIdSource();

    public Dictionary<string, string> Variables { get; } = [];

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public Task<ExitCode> RunAsync(params string[] arguments) => new TarnHost(Services()).RunAsync(arguments);

    /// <summary>What a command that is called so works with.</summary>
    public CommandContext Context(params string[] arguments) =>
        new(Services(), TarnHost.Root.Parse(arguments));

    private CliServices Services()
    {
        Terminal terminal = new()
        {
            Output = _output,
            Error = _error,
            Input = new StringReader(Input),
            IsOutputTerminal = IsTerminal,
            IsErrorTerminal = IsTerminal,
            IsInputTerminal = IsTerminal,
            Width = Width,
            Variable = name => Variables.GetValueOrDefault(name),
            WorkingDirectory = workingDirectory,
            OpenScreen = _ => Screen ?? throw new InvalidOperationException("there is no keyboard"),
            RunProgram = (_, _) => Task.FromResult<string?>("no program runs in tests"),
        };
        return new CliServices(terminal, TimeProvider.System, IdSource);
    }
}
