using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Who may change a lake, one after another. A process alone takes the lake's lock for each turn; one that has the
/// lake for long gives its own callers turns.
/// </summary>
public interface ILakeTurns
{
    /// <summary>For runs of jobs, and for what rewrites the files of tables.</summary>
    /// <exception cref="TarnException"><c>TN4006</c>: another process has the lake.</exception>
    Task<ILakeTurn> TakeForRunsAsync(CancellationToken cancellationToken);

    /// <summary>For changes of the catalog, and of rows by statements.</summary>
    /// <exception cref="TarnException"><c>TN4006</c>: another process has the lake.</exception>
    Task<ILakeTurn> TakeForChangesAsync(CancellationToken cancellationToken);
}
