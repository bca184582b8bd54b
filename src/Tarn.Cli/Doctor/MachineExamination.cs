using System.Runtime.InteropServices;
using Tarn.Cli.Commands;
using Tarn.Cli.Output;
using Tarn.Engine;

namespace Tarn.Cli.Doctor;

/// <summary>Whether this machine can run Tarn at all.</summary>
internal static class MachineExamination
{
    private const long MemoryBytesMin = 1_000_000_000;

    public static async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        long memoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return
        [
            new Finding(
                "tarn",
                Health.Ok,
                $"{VersionCommand.Current} on {RuntimeInformation.FrameworkDescription}, "
                    + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            await EngineAsync(cancellationToken),
            new Finding(
                "memory",
                memoryBytes < MemoryBytesMin ? Health.Warning : Health.Ok,
                $"{ValueText.Bytes(memoryBytes)}, {Environment.ProcessorCount} cores"),
        ];
    }

    private static async Task<Finding> EngineAsync(CancellationToken cancellationToken)
    {
        try
        {
            using DuckInstance instance = DuckInstance.Open(new EngineOptions { Threads = 1 });
            using DuckConnection connection = instance.Connect();
            await connection.ScalarAsync("SELECT 6 * 7", cancellationToken);
            return new Finding("engine", Health.Ok, $"DuckDB {instance.LibraryVersion}, loaded and computing");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Finding("engine", Health.Failed, $"DuckDB cannot be used: {exception.Message}");
        }
    }
}
