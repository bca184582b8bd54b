namespace Tarn.State;

/// <summary>
/// Turns of a process that has the lake as long as it lives: runs come one after another, and so do changes; neither
/// waits for the other. Thread-safe.
/// </summary>
/// <param name="startedAt">When the process started.</param>
public sealed class SharedTurns(DateTimeOffset startedAt) : ILakeTurns, IDisposable
{
    private readonly SemaphoreSlim _runs = new(1);
    private readonly SemaphoreSlim _changes = new(1);

    public Task<ILakeTurn> TakeForRunsAsync(CancellationToken cancellationToken) =>
        TakeAsync(_runs, onWait: null, cancellationToken);

    public Task<ILakeTurn> TakeForChangesAsync(CancellationToken cancellationToken) =>
        TakeAsync(_changes, onWait: null, cancellationToken);

    /// <summary>The same turns for a caller who wants to know when it has to wait.</summary>
    public ILakeTurns Telling(Action<string> onWait) => new Told(this, onWait);

    public void Dispose()
    {
        _runs.Dispose();
        _changes.Dispose();
    }

    private async Task<ILakeTurn> TakeAsync(SemaphoreSlim turns, Action? onWait, CancellationToken cancellationToken)
    {
        Task taking = turns.WaitAsync(cancellationToken);
        if (!taking.IsCompleted)
        {
            onWait?.Invoke();
        }

        await taking;
        return new Turn(turns, startedAt);
    }

    private sealed class Told(SharedTurns turns, Action<string> onWait) : ILakeTurns
    {
        public Task<ILakeTurn> TakeForRunsAsync(CancellationToken cancellationToken) => turns.TakeAsync(
            turns._runs, () => onWait("waiting for another run of this lake to end"), cancellationToken);

        public Task<ILakeTurn> TakeForChangesAsync(CancellationToken cancellationToken) => turns.TakeAsync(
            turns._changes, () => onWait("waiting for another change of this lake to end"), cancellationToken);
    }

    private sealed class Turn(SemaphoreSlim turns, DateTimeOffset startedAt) : ILakeTurn
    {
        private int _isOver;

        public DateTimeOffset StartedAt => startedAt;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                turns.Release();
            }
        }
    }
}
