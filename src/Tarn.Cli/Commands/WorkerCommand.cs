using System.CommandLine;
using System.Diagnostics;
using Tarn.Cli.Hosting;
using Tarn.Queries.Isolation;

namespace Tarn.Cli.Commands;

/// <summary>
/// A process that runs statements for another one, which starts it and talks to it over standard input and output.
/// Not for people.
/// </summary>
internal sealed class WorkerCommand : LocalCommand
{
    public const string CommandName = "worker";

    public static readonly Option<long> MemoryBytes = new("--memory-bytes")
    {
        Description = "Memory of the engine",
        Required = true,
    };

    public static readonly Option<long?> FileBytes = new("--file-bytes")
    {
        Description = "Size of any file that is written",
    };

    public WorkerCommand()
        : base(CommandName, "Run statements for another process")
    {
        Hidden = true;
        Options.Add(MemoryBytes);
        Options.Add(FileBytes);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        long memoryBytes = context.Arguments.GetValue(MemoryBytes);
        ProcessLimits.Apply(memoryBytes, context.Arguments.GetValue(FileBytes));

        // Ctrl-C in a terminal reaches workers too; it is their parent that ends them.
        using LakeHost lake = await LakeHost.OpenAsync(
            LakeLocator.Find(context.Settings.Directory),
            context.Settings.Environment,
            memoryBytes,
            context.Services.TimeProvider,
            CancellationToken.None);
        using Process self = Process.GetCurrentProcess();
        WorkerLoop loop = new(lake.Queries, lake.Engine, context.Terminal.Input, context.Terminal.Output);
        await loop.RunAsync(onInputEnd: self.Kill);
        return ExitCode.Ok;
    }
}
