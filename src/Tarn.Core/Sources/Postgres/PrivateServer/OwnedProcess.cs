using System.Diagnostics;

namespace Tarn.Sources.Postgres.PrivateServer;

/// <summary>
/// A program that ends with this process, however that ends: a shell between the two waits for it, and interrupts it
/// when the pipe to here breaks. What it says goes to a file.
/// </summary>
internal sealed class OwnedProcess
{
    public const string Interrupt = "INT";
    public const string Quit = "QUIT";

    // In the background a shell takes the input away from commands; kept as a third one it can still be read.
    private const string Script = """
        log=$1
        shift
        exec 3<&0
        "$@" >>"$log" 2>&1 </dev/null 3<&- &
        program=$!
        (read -r signal <&3; kill -s "${signal:-INT}" "$program") 2>/dev/null &
        watch=$!
        wait "$program"
        status=$?
        kill "$watch" 2>/dev/null
        exit "$status"
        """;

    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);

    private readonly Process _shell;

    private OwnedProcess(Process shell)
    {
        _shell = shell;
    }

    public bool HasEnded => _shell.HasExited;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="logPath">What it says is added to this file.</param>
    public static OwnedProcess Start(IReadOnlyList<string> command, string logPath)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", Script, "sh", logPath, .. command])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        return new OwnedProcess(Process.Start(start)!);
    }

    /// <summary>Until it ends by itself; cancelled, it is ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _shell.WaitForExitAsync(cancellationToken);
            return _shell.ExitCode;
        }
        finally
        {
            await StopAsync(Quit);
        }
    }

    /// <summary>Sends it the signal and waits until it has ended; killed when that takes too long.</summary>
    public async Task StopAsync(string signal)
    {
        try
        {
            if (!_shell.HasExited)
            {
                await _shell.StandardInput.WriteLineAsync(signal);
                await _shell.StandardInput.FlushAsync();
                await _shell.WaitForExitAsync().WaitAsync(StopMax);
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            _shell.Kill(entireProcessTree: true);
        }
    }
}
