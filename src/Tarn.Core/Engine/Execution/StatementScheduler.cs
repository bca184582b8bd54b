using System.Collections.Concurrent;

namespace Tarn.Engine.Execution;

/// <summary>
/// Threads for statements. Not those of the pool, since a statement may block for hours; and kept a while for the next
/// one, since starting a thread takes about as long as a short statement.
/// </summary>
internal sealed class StatementScheduler : TaskScheduler
{
    /// <summary>The threads of this process, as many as there are statements at once.</summary>
    public static readonly StatementScheduler Shared = new();

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<Task> _promised = [];

    private int _idleCount;

    /// <summary>Threads that wait and have not been promised a task.</summary>
    internal int IdleCount => Volatile.Read(ref _idleCount);

    protected override void QueueTask(Task task)
    {
        if (TryTakeIdle())
        {
            _promised.Add(task);
        }
        else
        {
            new Thread(() => Work(task)) { IsBackground = true, Name = "statement" }.Start();
        }
    }

    /// <summary>Never: the thread that asks is not one of these.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _promised];

    private void Work(Task first)
    {
        for (Task? task = first; task is not null; task = Next())
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>What the thread does next; null when it is no longer needed.</summary>
    private Task? Next()
    {
        Interlocked.Increment(ref _idleCount);
        if (_promised.TryTake(out Task? task, IdleTime))
        {
            return task;
        }

        // When no thread is idle any more, this one has just been promised a task.
        return TryTakeIdle() ? null : _promised.Take();
    }

    private bool TryTakeIdle()
    {
        for (int count = IdleCount; count > 0; count = IdleCount)
        {
            if (Interlocked.CompareExchange(ref _idleCount, count - 1, count) == count)
            {
                return true;
            }
        }

        return false;
    }
}
