using System.Reflection;

namespace Tarn.Cli.Commands;

internal sealed class VersionCommand() : LocalCommand("version", "Print the version")
{
    /// <summary>Version of this build, without the commit that the SDK adds.</summary>
    public static string Current { get; } = typeof(VersionCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Output.WriteLine($"tarn {Current}");
        return Task.FromResult(ExitCode.Ok);
    }
}
