using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Calls of a process into the kernel made slow or failing by <c>strace</c>, until disposed.</summary>
internal sealed class InjectedFaults : IAsyncDisposable
{
    private readonly Process _tracer;

    private InjectedFaults(Process tracer) => _tracer = tracer;

    /// <summary>Attaches to a process; without strace, or where it may not attach, the test is skipped.</summary>
    /// <param name="fault">As in strace's manual, "Tampering": <c>error=EIO</c>.</param>
    public static async Task<InjectedFaults> AttachAsync(int processId, string calls, string fault)
    {
        ProcessStartInfo start = new("strace")
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "-f", "-o", "/dev/null", "-p", $"{processId}",
                "-e", $"trace={calls}",
                "-e", $"inject={calls}:{fault}",
            },
        };
        try
        {
            Process tracer = Process.Start(start)!;
            string line = await tracer.StandardError.ReadLineAsync() ?? "it ended";
            Assert.SkipUnless(line.Contains("attached", StringComparison.Ordinal), $"strace cannot attach: {line}");
            _ = tracer.StandardError.ReadToEndAsync();
            return new InjectedFaults(tracer);
        }
        catch (Win32Exception)
        {
            Assert.Skip("strace is not installed");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using Process interrupt = Process.Start("kill", ["-INT", $"{_tracer.Id}"]);
        await interrupt.WaitForExitAsync();
        await _tracer.WaitForExitAsync();
        _tracer.Dispose();
    }
}
