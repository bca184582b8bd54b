namespace Tarn.Common;

/// <summary>
/// Keeps work on things of the same name apart. Names share a fixed number of locks, so now and then work on another
/// name waits too; whoever holds one enters no second. Thread-safe.
/// </summary>
public sealed class NamedLocks
{
    private const int Count = 64;

    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Dispose what it gives to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = _locks[(uint)StringComparer.Ordinal.GetHashCode(name) % Count];
        await gate.WaitAsync(cancellationToken);
        return new Held(gate);
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
