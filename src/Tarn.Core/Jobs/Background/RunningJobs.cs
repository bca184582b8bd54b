namespace Tarn.Jobs.Background;

/// <summary>The runs that have not ended. Thread-safe.</summary>
internal sealed class RunningJobs
{
    private readonly Dictionary<string, RunningJob> _byId = [];
    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Takes the run in and begins its work; false when the job has as many as it may.</summary>
    /// <exception cref="ObjectDisposedException">No more are taken.</exception>
    public bool TryAdd(RunningJob run, int runsMax, Func<Task> work)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_byId.Values.Count(other => other.Record.Job == run.Record.Job) >= runsMax)
            {
                return false;
            }

            Begin_NeedsLock(run, work);
            return true;
        }
    }

    /// <summary>Puts one in the place of another that has ended; false when no more are taken.</summary>
    public bool TryReplace(string endedId, RunningJob next, Func<Task> work)
    {
        lock (_lock)
        {
            _byId.Remove(endedId);
            if (_isClosed)
            {
                return false;
            }

            Begin_NeedsLock(next, work);
            return true;
        }
    }

    public void Remove(string id)
    {
        lock (_lock)
        {
            _byId.Remove(id);
        }
    }

    /// <summary>How it stands; null when it has ended.</summary>
    public JobRunRecord? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id)?.Record;
        }
    }

    /// <summary>All, by their ids.</summary>
    public IReadOnlyDictionary<string, JobRunRecord> List()
    {
        lock (_lock)
        {
            return _byId.ToDictionary(run => run.Key, run => run.Value.Record);
        }
    }

    /// <summary>What to wait for until no run of the job that is there now is; empty when there is none.</summary>
    public IReadOnlyList<Task> WorkOf(string job)
    {
        lock (_lock)
        {
            return [.. _byId.Values.Where(run => run.Record.Job == job).Select(run => run.Work)];
        }
    }

    /// <summary>What to wait for until the run has ended; null when it is not there.</summary>
    public Task? FindWork(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id)?.Work;
        }
    }

    /// <summary>False when it has ended.</summary>
    public bool TryStop(string job, string id)
    {
        lock (_lock)
        {
            if (_byId.GetValueOrDefault(id) is not { } run || run.Record.Job != job)
            {
                return false;
            }

            run.Record = run.Record with { State = JobRunState.Stopping };
            run.Stop();
            return true;
        }
    }

    /// <summary>Says that a run works; one that was told to stop stays so.</summary>
    public void SetRunning(RunningJob run, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (run.Record.State == JobRunState.Waiting)
            {
                run.Record = run.Record with { State = JobRunState.Running, ChangedAt = now };
            }
        }
    }

    /// <summary>Takes no more, tells all to stop, and gives what to wait for.</summary>
    public IReadOnlyList<Task> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (RunningJob run in _byId.Values)
            {
                run.IsLeft = run.Record.State != JobRunState.Stopping;
                run.Stop();
            }

            return [.. _byId.Values.Select(run => run.Work)];
        }
    }

    private void Begin_NeedsLock(RunningJob run, Func<Task> work)
    {
        _byId.Add(run.Record.Id, run);
        run.Work = Task.Run(work, CancellationToken.None);
    }
}
