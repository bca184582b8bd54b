using System.Collections.Concurrent;
using Tarn.Common;

namespace Tarn.Queries.Isolation;

/// <summary>
/// Worker processes, started when they are first needed and used again. A worker is replaced after some statements,
/// after any that was cancelled or met a limit, and when it ended. Thread-safe.
/// </summary>
/// <param name="program">What a worker is.</param>
/// <param name="settings">How many, and for how long.</param>
public sealed class WorkerPool(WorkerProgram program, WorkerSettings settings) : IDisposable
{
    private readonly SemaphoreSlim _places = new(settings.WorkersMax);
    private readonly ConcurrentStack<WorkerProcess> _idle = [];

    /// <summary>Kills the workers. No statement may be running.</summary>
    public void Dispose()
    {
        while (_idle.TryPop(out WorkerProcess? worker))
        {
            worker.Dispose();
        }

        _places.Dispose();
    }

    /// <summary>Has a worker run a statement; waits while all are busy. Cancelling kills the worker.</summary>
    /// <exception cref="TarnException">
    /// <c>TN3016</c>: the worker ended. <c>TN3017</c>: there can be none on this machine.
    /// </exception>
    internal async Task<WorkerResponse> RunAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        if (!ProcessLimits.AreSupported)
        {
            throw new TarnException(
                ErrorCodes.IsolationUnavailable, "statements can be isolated in worker processes on Linux only")
            {
                Hint = "remove engine.isolation from lake.yaml, or say --isolation none",
            };
        }

        await _places.WaitAsync(cancellationToken);
        try
        {
            WorkerProcess worker = TakeIdle() ?? await WorkerProcess.StartAsync(program, cancellationToken);
            return await AskAsync(worker, request, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<WorkerResponse> AskAsync(
        WorkerProcess worker, WorkerRequest request, CancellationToken cancellationToken)
    {
        bool isUsable = false;
        try
        {
            WorkerResponse response = await worker.AskAsync(request, cancellationToken);
            isUsable = response.Error?.IsLimit != true && worker.StatementCount < settings.StatementsMax;
            return response;
        }
        finally
        {
            if (isUsable)
            {
                _idle.Push(worker);
            }
            else
            {
                worker.Dispose();
            }
        }
    }

    private WorkerProcess? TakeIdle()
    {
        while (_idle.TryPop(out WorkerProcess? worker))
        {
            if (!worker.HasExited)
            {
                return worker;
            }

            worker.Dispose();
        }

        return null;
    }
}
