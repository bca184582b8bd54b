using System.Runtime.InteropServices;

namespace Tarn.Cli.Hosting;

/// <summary>
/// Ctrl-C, and the signals that ask a process to end: the first cancels the command, which then cleans up and says
/// how far it came; the second ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _messages;
    private int _signals;

    public Interruption(TextWriter messages)
    {
        _messages = messages;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _cancellation.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit((int)ExitCode.Interrupted);
        }

        _messages.WriteLine("Stopping; press Ctrl-C again to stop at once.");
        _cancellation.Cancel();
    }
}
