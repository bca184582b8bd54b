using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>One call of one command: its arguments, and how it talks.</summary>
internal sealed class CommandContext
{
    public CommandContext(CliServices services, ParseResult arguments)
    {
        Services = services;
        Arguments = arguments;
        Settings = CliSettings.Read(arguments, services.Terminal);
        OutputPalette = new Palette(services.Terminal.IsOutputTerminal && !Settings.IsPlain);
        ErrorPalette = new Palette(services.Terminal.IsErrorTerminal && !Settings.IsPlain);
    }

    public CliServices Services { get; }

    public ParseResult Arguments { get; }

    public CliSettings Settings { get; }

    public Terminal Terminal => Services.Terminal;

    /// <summary>Colours for data.</summary>
    public Palette OutputPalette { get; }

    /// <summary>Colours for messages.</summary>
    public Palette ErrorPalette { get; }

    /// <summary>True when a person can be asked.</summary>
    public bool CanAsk => Terminal.IsInputTerminal && Terminal.IsErrorTerminal && !Settings.NoInput;

    /// <summary>How the user called the program, to be called so again: the script sets it.</summary>
    public string ProgramName => Terminal.Variable("TARN_PROGRAM") ?? "tarn";

    /// <summary>A path as people would type it here.</summary>
    public string Shorten(string path)
    {
        string relative = Path.GetRelativePath(Terminal.WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>What <c>-o</c> or TARN_OUTPUT says.</summary>
    public OutputTarget Target(Option<OutputTarget?> option) =>
        Arguments.GetValue(option) ?? TargetOfVariable() ?? OutputTarget.Auto;

    public IRowWriter CreateWriter(OutputFormat format) => format switch
    {
        OutputFormat.Json => new JsonWriter(Terminal.Output),
        OutputFormat.JsonLines => new JsonLinesWriter(Terminal.Output),
        OutputFormat.Csv => new CsvWriter(Terminal.Output),
        OutputFormat.Markdown => new MarkdownWriter(Terminal.Output),
        OutputFormat.Auto when !Terminal.IsOutputTerminal => new TabSeparatedWriter(Terminal.Output),
        _ => new TableWriter(
            Terminal.Output, OutputPalette, Terminal.IsOutputTerminal ? Terminal.Width : null),
    };

    /// <summary>The same call with its data going to a file.</summary>
    public CommandContext WritingTo(TextWriter file) =>
        new(Services with { Terminal = Terminal with { Output = file, IsOutputTerminal = false } }, Arguments);

    /// <summary>The same call on a screen of another width.</summary>
    public CommandContext Wide(int width) =>
        new(Services with { Terminal = Terminal with { Width = width } }, Arguments);

    /// <summary>Prints a listing in the format that <c>-o</c> says.</summary>
    public Task<long> WriteRowsAsync(OutputRows rows, CancellationToken cancellationToken) =>
        CreateWriter(Target(OutputOption.Rows).Format).WriteAsync(rows, cancellationToken);

    /// <summary>A message for people.</summary>
    public void Say(string message)
    {
        if (!Settings.IsQuiet)
        {
            Terminal.Error.WriteLine(message);
        }
    }

    /// <summary>Something is wrong, but what was asked for is done.</summary>
    public void Warn(string code, string message) =>
        Terminal.Error.WriteLine($"{ErrorPalette.BoldYellow($"warning[{code}]")}: {message}");

    /// <summary>
    /// Asks before something that cannot be undone. Without a person at the terminal the flag is the only way.
    /// </summary>
    /// <exception cref="TarnException">TN1005: nobody can be asked and <c>--yes</c> was not given.</exception>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (Settings.Yes)
        {
            return true;
        }

        if (!CanAsk)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"{question} Nobody can be asked here")
            {
                Hint = "say --yes to go on without being asked",
            };
        }

        Terminal.Error.Write($"{question} [y/N] ");
        string? answer = await Terminal.Input.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Opens the lake the call is for.</summary>
    /// <exception cref="TarnException">TN1001: there is none. Definitions that are wrong: as LakeHost says.</exception>
    public Task<LakeHost> OpenLakeAsync(CancellationToken cancellationToken) =>
        Services.Lakes.OpenAsync(this, cancellationToken);

    /// <summary>
    /// Sends spans and metrics of what is done until it is disposed, when OpenTelemetry is configured; null when it is
    /// not, or when the call is done in a server, which sends its own.
    /// </summary>
    /// <exception cref="TarnException">TN1005: a variable of OpenTelemetry has a value that cannot be used.</exception>
    public TelemetryExport? StartTelemetry(LakeHost lake) =>
        Services.Lakes.IsServer ? null : TelemetryExport.Start(Terminal.Variable, lake.Definition.Name, Warn);

    private OutputTarget? TargetOfVariable()
    {
        if (Terminal.Variable("TARN_OUTPUT") is not { } text)
        {
            return null;
        }

        OutputTarget? target = OutputTarget.TryParse(text);
        return target is { Format: not OutputFormat.Parquet }
            ? target
            : throw new UsageException(
                $"TARN_OUTPUT is '{text}'; expected {string.Join(", ", OutputTarget.Names)}");
    }
}
