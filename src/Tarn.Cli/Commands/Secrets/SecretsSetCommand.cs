using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Security.Secrets;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>Makes a secret, or gives it another value.</summary>
internal sealed class SecretsSetCommand : LocalCommand
{
    private static readonly Argument<string> SecretName = SecretArgument.Create();

    private static readonly Argument<string?> ValueFile = new("file")
    {
        Description = "Has the value; - is the input [default: asks at a terminal, else -]",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public SecretsSetCommand()
        : base("set", "Make a secret, or give it another value; a line end that comes last is not of it")
    {
        Arguments.Add(SecretName);
        Arguments.Add(ValueFile);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        const string inputName = "-";
        string name = context.Arguments.GetRequiredValue(SecretName);
        string? file = context.Arguments.GetValue(ValueFile);
        SecretStore secrets = await SecretArgument.OpenAsync(context, cancellationToken);
        string value = file switch
        {
            null when context.CanAsk => await HiddenLine.ReadAsync(context.Terminal, $"{name}: ", cancellationToken),
            null or inputName => await context.Terminal.Input.ReadToEndAsync(cancellationToken),
            _ => await ReadAsync(Path.Combine(context.Terminal.WorkingDirectory, file), cancellationToken),
        };
        await secrets.SetAsync(name, value.TrimEnd('\r', '\n'), cancellationToken);
        context.Say($"${{secret:{name}}} can be used in definitions");
        return ExitCode.Ok;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length <= SecretStore.BytesMax + Environment.NewLine.Length
                ? await File.ReadAllTextAsync(path, cancellationToken)
                : throw new UsageException($"'{path}' is larger than {SecretStore.BytesMax} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read '{path}': {exception.Message}");
        }
    }
}
