using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands;

/// <summary>
/// A command: its name and options in the constructor, its work in <see cref="RunAsync"/>. There is one object of it
/// for all calls; what a call works with comes with it. Where it runs is said by which of
/// <see cref="LakeCommand"/> and <see cref="LocalCommand"/> it is.
/// </summary>
internal abstract class TarnCommand : Command
{
    private protected TarnCommand(string name, string description)
        : base(name, description) =>
        SetAction(async (arguments, cancellationToken) =>
            (int)await StartAsync(CommandCall.ContextOf(arguments), cancellationToken));

    /// <summary>Does the work. Exceptions become a message and an exit code where the command was called.</summary>
    protected abstract Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken);

    /// <summary>Has the work done where it belongs.</summary>
    private protected abstract Task<ExitCode> StartAsync(CommandContext context, CancellationToken cancellationToken);
}
