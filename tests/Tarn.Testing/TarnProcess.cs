using System.Diagnostics;

namespace Tarn.Testing;

/// <summary>The real <c>tarn</c> binary, started as a process of its own.</summary>
public sealed class TarnProcess : IDisposable
{
    /// <summary>Exit code of a process that SIGKILL ended: 128 + 9.</summary>
    public const int Killed = 137;

    /// <summary>Exit code of a command that Ctrl-C ended: 128 + 2.</summary>
    public const int Interrupted = 130;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private TarnProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts it with no terminal.</summary>
    /// <param name="arguments">Command line after the program's name.</param>
    /// <param name="environment">Variables to add.</param>
    /// <param name="input">The standard input.</param>
    public static TarnProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        ProcessStartInfo start = new(TarnProgram.Command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in TarnProgram.Command.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("cannot start tarn");
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new TarnProcess(process);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<TarnResult> RunAsync(params string[] arguments)
    {
        using TarnProcess process = Start(arguments);
        return await process.WaitAsync();
    }

    /// <summary>Runs it to its end with a standard input.</summary>
    public static async Task<TarnResult> RunWithInputAsync(string input, params string[] arguments)
    {
        using TarnProcess process = Start(arguments, input: input);
        return await process.WaitAsync();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C does: SIGINT.</summary>
    public Task InterruptAsync() => SignalAsync("INT");

    /// <summary>What a service manager does: SIGTERM.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    public async Task<TarnResult> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return new TarnResult(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
