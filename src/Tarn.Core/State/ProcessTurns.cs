using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Turns of a process that has the lake only while it changes something; it does not wait for others.
/// </summary>
/// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
public sealed class ProcessTurns(string stateDirectory) : ILakeTurns
{
    /// <exception cref="TarnException"><c>TN4006</c>: another process has the lake.</exception>
    public Task<ILakeTurn> TakeForRunsAsync(CancellationToken cancellationToken) => TakeAsync();

    /// <exception cref="TarnException"><c>TN4006</c>: another process has the lake.</exception>
    public Task<ILakeTurn> TakeForChangesAsync(CancellationToken cancellationToken) => TakeAsync();

    private Task<ILakeTurn> TakeAsync() => Task.FromResult<ILakeTurn>(LakeLock.Acquire(stateDirectory));
}
