using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands;

/// <summary>A command: its name and options in the constructor, its work in <see cref="RunAsync"/>.</summary>
internal abstract class TarnCommand : Command
{
    protected TarnCommand(CliServices services, string name, string description)
        : base(name, description) =>
        SetAction(async (arguments, cancellationToken) =>
            (int)await RunAsync(new CommandContext(services, arguments), cancellationToken));

    /// <summary>Does the work. Exceptions become a message and an exit code where the command was called.</summary>
    protected abstract Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
