using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands;

/// <summary>
/// Prints the script that lets a shell complete tarn's arguments; the suggestions are computed by tarn.
/// </summary>
internal sealed class CompletionCommand : LocalCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    private static readonly Argument<string> Shell = new Argument<string>("shell")
    {
        Description = "bash, zsh, fish or pwsh",
    }.AcceptOnlyFromAmong(Shells);

    public CompletionCommand()
        : base("completion", "Print the completion script of a shell") => Arguments.Add(Shell);

    protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Output.Write(EmbeddedText.Read($"completion.{context.Arguments.GetValue(Shell)}"));
        return Task.FromResult(ExitCode.Ok);
    }
}
