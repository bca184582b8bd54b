namespace Tarn.Cli.Commands;

/// <summary>
/// A command that runs where the lake is: in the server that has it, or in this process when there is none.
/// </summary>
internal abstract class LakeCommand(string name, string description) : TarnCommand(name, description)
{
    private protected sealed override async Task<ExitCode> StartAsync(
        CommandContext context, CancellationToken cancellationToken) =>
        await context.Services.Lakes.TryRunInServerAsync(context, cancellationToken)
        ?? await RunAsync(context, cancellationToken);
}
