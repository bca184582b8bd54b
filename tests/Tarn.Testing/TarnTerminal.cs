using System.Diagnostics;
using System.Text;

namespace Tarn.Testing;

/// <summary>The real <c>tarn</c> binary at a terminal of its own, which <c>script</c> of util-linux makes.</summary>
public sealed class TarnTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    private TarnTerminal(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Whether this machine can give it a terminal.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script");

    /// <summary>All that was written so far.</summary>
    public string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    public static TarnTerminal Start(params IEnumerable<string> arguments)
    {
        string command = string.Join(' ', TarnProgram.Command.Concat(arguments).Select(word => $"'{word}'"));
        ProcessStartInfo start = new("script")
        {
            ArgumentList = { "-qefc", "stty cols 100 rows 40; exec " + command, "/dev/null" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm" },
        };
        return new TarnTerminal(Process.Start(start) ?? throw new InvalidOperationException("cannot start script"));
    }

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the text was shown, that many times.</summary>
    public async Task WaitForAsync(string text, int times = 1)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (Shown.Split(text).Length - 1 < times)
        {
            if (waited.Elapsed > Patience || _process.HasExited)
            {
                throw new TimeoutException($"'{text}' was not shown {times} times; shown is:\n{Shown}");
            }

            await Task.Delay(20);
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, count);
            }
        }
    }
}
