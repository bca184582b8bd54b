using System.CommandLine;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>Secrets that definitions name as <c>${secret:NAME}</c>.</summary>
internal sealed class SecretsCommand : Command
{
    public SecretsCommand()
        : base("secrets", "Keep passwords and tokens, encrypted, that definitions name as ${secret:NAME}")
    {
        Subcommands.Add(new SecretsListCommand());
        Subcommands.Add(new SecretsSetCommand());
        Subcommands.Add(new SecretsDeleteCommand());
    }
}
