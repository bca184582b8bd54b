using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Limits;

/// <summary>
/// Ends the work of one statement when its time is up; the engine stops well within a second. Says which limit it was
/// that the engine ran into.
/// </summary>
internal sealed class StatementClock(QueryLimits limits, TimeProvider timeProvider) : IDisposable
{
    // More than timers can take, and than any statement runs.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _source =
        new(limits.TimeMax < Longest ? limits.TimeMax : Longest, timeProvider);
    private readonly long _startedAt = timeProvider.GetTimestamp();

    /// <summary>Since the statement began.</summary>
    public TimeSpan Elapsed => timeProvider.GetElapsedTime(_startedAt);

    /// <summary>A token for work that goes on over several calls of <see cref="RunAsync"/>.</summary>
    public CancellationTokenSource Link(CancellationToken cancellationToken) =>
        CancellationTokenSource.CreateLinkedTokenSource(_source.Token, cancellationToken);

    /// <param name="work">Is given a token that is cancelled when the time is up.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="TarnException"><c>TN3012</c>, <c>TN3015</c>: the time is up, or the memory.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = Link(cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (EngineException exception) when (limits.FindMemoryLimit(exception) is { } reached)
        {
            throw reached;
        }
        catch (OperationCanceledException exception)
            when (_source.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TarnException(
                ErrorCodes.TimeLimit,
                $"the statement was stopped: it ran for the {UnitText.Of(limits.TimeMax)} that it is allowed",
                exception)
            {
                Hint = "raise --timeout or engine.limits.time in lake.yaml",
            };
        }
    }

    public void Dispose() => _source.Dispose();
}
