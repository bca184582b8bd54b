namespace Tarn.Cli.Commands.Server;

/// <summary>Prints what a shell has to export so that AWS tools talk to the lake.</summary>
internal sealed class EnvCommand()
    : LocalCommand("env", "Print shell exports that point AWS tools at the running server")
{
    protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        foreach ((string name, string value) in ServerEnvironment.Read(context))
        {
            string quoted = value.Replace("'", "'\\''", StringComparison.Ordinal);
            context.Terminal.Output.WriteLine($"export {name}='{quoted}'");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
