using System.Globalization;
using Tarn.Cli.Commands;
using Tarn.Definitions;
using Tarn.Queries.Isolation;

namespace Tarn.Cli.Hosting;

/// <summary>How this program starts itself again.</summary>
internal static class OwnProgram
{
    private const string Name = "tarn";

    /// <summary>As a worker that runs statements of a lake.</summary>
    public static WorkerProgram AsWorker(LakeDefinition lake, string? environment, string stateDirectory)
    {
        string assembly = typeof(OwnProgram).Assembly.Location;
        bool isOwn = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Name;
        long memory = WorkerSettings.MemoryBytesOf(lake.Engine.MemoryBytesMax, lake.Engine.Limits);
        string[] arguments =
        [
            .. isOwn ? [] : new[] { assembly },
            WorkerCommand.CommandName,
            GlobalOptions.Directory.Name, lake.Directory,
            .. environment is null ? [] : new[] { GlobalOptions.Environment.Name, environment },
            WorkerCommand.MemoryBytes.Name, memory.ToString(CultureInfo.InvariantCulture),
            .. lake.Engine.ScratchBytesMax is long scratch
                ? [WorkerCommand.FileBytes.Name, scratch.ToString(CultureInfo.InvariantCulture)]
                : Array.Empty<string>(),
        ];
        return new WorkerProgram(
            isOwn ? Environment.ProcessPath! : "dotnet", arguments, lake.Variables, stateDirectory);
    }

    /// <summary>How many workers there are.</summary>
    public static WorkerSettings WorkersOf(EngineSettings engine)
    {
        WorkerSettings standard = new();
        return standard with { WorkersMax = engine.Workers ?? standard.WorkersMax };
    }
}
