using System.CommandLine;
using System.CommandLine.Invocation;
using Tarn.Cli.Commands;
using Tarn.Cli.Errors;
using Tarn.Cli.Output;

namespace Tarn.Cli.Hosting;

/// <summary>Runs command lines at a terminal: what happens around each command, whoever calls.</summary>
internal sealed class CommandLine(CliServices services)
{
    private static readonly ParserConfiguration ParserConfiguration = new() { ResponseFileTokenReplacer = null };

    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ParseResult parsed = TarnHost.Root.Parse(OutputTarget.JoinParquetFile(arguments), ParserConfiguration);
        try
        {
            return await InvokeAsync(parsed, services with { Arguments = arguments }, cancellationToken);
        }
        finally
        {
            await FlushAsync();
        }
    }

    private async Task<ExitCode> InvokeAsync(
        ParseResult parsed, CliServices call, CancellationToken cancellationToken)
    {
        Terminal terminal = services.Terminal;
        if (parsed.Action is ParseErrorAction)
        {
            bool hasColours = terminal.IsErrorTerminal && !CliSettings.IsPlainByVariables(terminal);
            terminal.Error.Write(UsageText.Render(parsed, new Palette(hasColours)));
            return ExitCode.Usage;
        }

        try
        {
            return (ExitCode)await parsed.InvokeAsync(new CommandCall(call), cancellationToken);
        }
        catch (Exception exception)
        {
            await FlushAsync();
            CommandContext context = new(call, parsed);
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
