using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tarn.Cli.Commands;
using Tarn.Cli.Commands.Catalogs;
using Tarn.Cli.Commands.Demos;
using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Commands.Server;
using Tarn.Cli.Commands.Lifecycles;
using Tarn.Cli.Commands.Tables;
using Tarn.Cli.Errors;
using Tarn.Cli.Output;

namespace Tarn.Cli.Hosting;

/// <summary>The program: its commands, and what happens around each of them.</summary>
internal sealed class TarnHost(CliServices services)
{
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments)
    {
        ParseResult parsed = CreateRoot(services).Parse(OutputTarget.JoinParquetFile(arguments), ParserConfiguration);
        try
        {
            return await InvokeAsync(parsed);
        }
        finally
        {
            await FlushAsync();
        }
    }

    /// <summary>The table of contents.</summary>
    public static RootCommand CreateRoot(CliServices services)
    {
        RootCommand root = new("Tarn: a data lake in one process.")
        {
            new InitCommand(services),
            new DemoCommand(services),
            new GenerateCommand(services),
            new ValidateCommand(services),
            new CrawlCommand(services),
            new RunCommand(services),
            new QueryCommand(services),
            new ShellCommand(services),
            new LsCommand(services),
            new ShowCommand(services),
            new PreviewCommand(services),
            new HistoryCommand(services),
            new LineageCommand(services),
            new TablesCommand(services),
            new CatalogCommand(services),
            new StorageCommand(services),
            new RunsCommand(services),
            new QualityCommand(services),
            new BookmarkCommand(services),
            new ServeCommand(services),
            new EnvCommand(services),
            new AwsCommand(services),
            new KeysCommand(services),
            new DoctorCommand(services),
            new ExplainCommand(services),
            new CompletionCommand(services),
            new VersionCommand(services),
            new WorkerCommand(services),
        };
        root.HelpName = "tarn";
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h"));
        foreach (Option option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        return root;
    }

    private static ParserConfiguration ParserConfiguration { get; } = new() { ResponseFileTokenReplacer = null };

    private async Task<ExitCode> InvokeAsync(ParseResult parsed)
    {
        Terminal terminal = services.Terminal;
        if (parsed.Action is ParseErrorAction)
        {
            bool hasColours = terminal.IsErrorTerminal && !CliSettings.IsPlainByVariables(terminal);
            terminal.Error.Write(UsageText.Render(parsed, new Palette(hasColours)));
            return ExitCode.Usage;
        }

        using Interruption interruption = new(terminal.Error);
        try
        {
            InvocationConfiguration configuration = new()
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return (ExitCode)await parsed.InvokeAsync(configuration, interruption.Token);
        }
        catch (Exception exception)
        {
            await FlushAsync();
            CommandContext context = new(services, parsed);
            return new ErrorReporter(terminal, context.ErrorPalette, context.Settings.IsVerbose).Report(exception);
        }
    }

    private async Task FlushAsync()
    {
        try
        {
            await services.Terminal.Output.FlushAsync();
        }
        catch (IOException)
        {
            // The reader of the output is gone; there is nobody left to tell.
        }
    }
}
