namespace Tarn.Common;

/// <summary>
/// Runs tasks on up to <see cref="ThreadsMax"/> background threads, started when all are busy and ended when idle.
/// Each queued task has a caller waiting for it, so the queue is as bounded as the callers are.
/// </summary>
internal sealed class BlockingIoScheduler : TaskScheduler
{
    /// <summary>Enough to let the file system's journal commit for many callers at once.</summary>
    public const int ThreadsMax = 32;

    private static readonly TimeSpan IdleTimeMax = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Queue<Task> _queue = new();
    private int _threads;
    private int _idle;

    public static BlockingIoScheduler Instance { get; } = new();

    public override int MaximumConcurrencyLevel => ThreadsMax;

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _queue.Enqueue(task);
            if (_idle >= _queue.Count || _threads == ThreadsMax)
            {
                Monitor.Pulse(_gate);
                return;
            }

            _threads++;
        }

        new Thread(Work) { IsBackground = true, Name = "tarn-io" }.Start();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _queue];
        }
    }

    private void Work()
    {
        while (Dequeue() is Task task)
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Null when the thread has been idle for long enough and must end.</summary>
    private Task? Dequeue()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                _idle++;
                bool pulsed = Monitor.Wait(_gate, IdleTimeMax);
                _idle--;
                if (!pulsed && _queue.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }

            return _queue.Dequeue();
        }
    }
}
