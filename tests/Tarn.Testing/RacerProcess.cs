using System.Diagnostics;

namespace Tarn.Testing;

/// <summary>A second process, running one mode of Tarn.Racer. Killed when disposed.</summary>
public sealed class RacerProcess : IDisposable
{
    private readonly Process _process;

    private RacerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <param name="failpoint">Value of <c>TARN_FAILPOINT</c> for the process; null for none.</param>
    /// <param name="arguments">As in Tarn.Racer's Program.cs.</param>
    public static RacerProcess Start(string? failpoint, params string[] arguments)
    {
        string assembly = Path.Join(AppContext.BaseDirectory, "Tarn.Racer.dll");
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TARN_FAILPOINT"] = failpoint;
        return new RacerProcess(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken);

    public async Task<string[]> ReadToEndAsync(CancellationToken cancellationToken) =>
        (await _process.StandardOutput.ReadToEndAsync(cancellationToken))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits for the end; the exit code, which is 128 plus the signal's number for a killed process.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
