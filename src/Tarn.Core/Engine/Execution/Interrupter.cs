using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>
/// Interrupts a connection's statement once the token is cancelled, again and again until disposed: DuckDB forgets an
/// interrupt that arrives before the statement has begun.
/// </summary>
internal sealed class Interrupter : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly ConnectionHandle _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _isDisposed;

    public Interrupter(ConnectionHandle connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.UnsafeRegister(state => ((Interrupter)state!).Start(), this);
    }

    /// <summary>After this no interrupt is sent, so that the connection's next statement is safe.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private void Start()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _timer = new Timer(state => ((Interrupter)state!).Interrupt(), this, TimeSpan.Zero, Interval);
            }
        }
    }

    private void Interrupt()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                NativeMethods.Interrupt(_connection);
            }
        }
    }
}
