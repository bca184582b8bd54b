using Tarn.Cli;
using Tarn.Cli.Hosting;
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

    public Dictionary<string, string> Variables { get; } = [];

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public Task<ExitCode> RunAsync(params string[] arguments)
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
        };
        CliServices services = new(terminal, TimeProvider.System, new SequentialIdSource());
        return new TarnHost(services).RunAsync(arguments);
    }
}
