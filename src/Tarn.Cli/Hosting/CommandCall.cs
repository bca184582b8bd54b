using System.CommandLine;
using Tarn.Cli.Commands;

namespace Tarn.Cli.Hosting;

/// <summary>One call of the command line, which brings its command what it works with.</summary>
internal sealed class CommandCall : InvocationConfiguration
{
    private readonly CliServices _services;

    public CommandCall(CliServices services)
    {
        _services = services;
        Output = services.Terminal.Output;
        Error = services.Terminal.Error;
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null;
    }

    public static CommandContext ContextOf(ParseResult arguments) =>
        new(((CommandCall)arguments.InvocationConfiguration)._services, arguments);
}
