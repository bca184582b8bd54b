using System.CommandLine;
using Tarn.Common;
using Tarn.Security.Secrets;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>Takes a secret away.</summary>
internal sealed class SecretsDeleteCommand : LocalCommand
{
    private static readonly Argument<string> SecretName = SecretArgument.Create();

    public SecretsDeleteCommand()
        : base("delete", "Take a secret away: definitions that name it are wrong from then on") =>
        Arguments.Add(SecretName);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string name = context.Arguments.GetRequiredValue(SecretName);
        SecretStore secrets = await SecretArgument.OpenAsync(context, cancellationToken);
        return await secrets.DeleteAsync(name, cancellationToken)
            ? ExitCode.Ok
            : throw new TarnException(ErrorCodes.UnknownName, $"there is no secret '{name}'")
            {
                Hint = $"list them: {context.ProgramName} secrets list",
            };
    }
}
