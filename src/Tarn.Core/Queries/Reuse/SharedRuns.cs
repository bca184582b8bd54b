namespace Tarn.Queries.Reuse;

/// <summary>
/// Lets those who want the same at the same time wait for one run of it. Its error goes to all of them; one who gives
/// up leaves it to the others, and the last one to do so ends it. Thread-safe.
/// </summary>
internal sealed class SharedRuns<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);

    /// <param name="key">Says what is the same.</param>
    /// <param name="work">Is given a token that is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Of this caller alone.</param>
    /// <returns>The result, and whether this caller started the run.</returns>
    public async Task<(T Result, bool IsFirst)> RunAsync(
        string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        (Run run, bool isFirst) = Join(key);
        if (isFirst)
        {
            run.Start(work);
        }

        try
        {
            return (await run.Result.WaitAsync(cancellationToken), isFirst);
        }
        finally
        {
            Leave(key, run);
        }
    }

    private (Run Run, bool IsFirst) Join(string key)
    {
        lock (_lock)
        {
            bool isFirst = !_runs.TryGetValue(key, out Run? run);
            if (run is null)
            {
                _runs[key] = run = new Run();
            }

            run.WaitingCount++;
            return (run, isFirst);
        }
    }

    private void Leave(string key, Run run)
    {
        lock (_lock)
        {
            run.WaitingCount--;
            if (run.WaitingCount == 0)
            {
                _runs.Remove(key);
                run.Cancel();
            }
        }
    }

    private sealed class Run
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private Action? _cancel;

        public int WaitingCount { get; set; }

        public Task<T> Result => _result.Task;

        /// <summary>Called once, by whoever joined first.</summary>
        public void Start(Func<CancellationToken, Task<T>> work)
        {
            CancellationTokenSource source = new();
            _cancel = source.Cancel;
            _ = Task.Run(() => CompleteAsync(work, source), CancellationToken.None);
        }

        /// <summary>Does nothing when it has ended.</summary>
        public void Cancel()
        {
            lock (_lock)
            {
                _cancel?.Invoke();
            }
        }

        private async Task CompleteAsync(Func<CancellationToken, Task<T>> work, CancellationTokenSource source)
        {
            try
            {
                _result.TrySetResult(await work(source.Token));
            }
            catch (OperationCanceledException exception)
            {
                _result.TrySetCanceled(exception.CancellationToken);
            }
            catch (Exception exception)
            {
                _result.TrySetException(exception);
            }
            finally
            {
                lock (_lock)
                {
                    _cancel = null;
                    source.Dispose();
                }
            }
        }
    }
}
