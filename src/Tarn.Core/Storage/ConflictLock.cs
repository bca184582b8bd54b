namespace Tarn.Storage;

/// <summary>
/// Keeps renames and readings of directories, any number at a time, apart from the change of an object's place, which
/// takes several steps. Who wants to be alone goes before who comes later. Not to be entered twice by one thread.
/// </summary>
internal sealed class ConflictLock
{
    private readonly object _monitor = new();
    private int _sharing;
    private int _wantAlone;

    public T Shared<T>(Func<T> work)
    {
        lock (_monitor)
        {
            while (_wantAlone > 0)
            {
                Monitor.Wait(_monitor);
            }

            _sharing++;
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_monitor)
            {
                _sharing--;
                Monitor.PulseAll(_monitor);
            }
        }
    }

    public T Alone<T>(Func<T> work)
    {
        lock (_monitor)
        {
            _wantAlone++;
            try
            {
                while (_sharing > 0)
                {
                    Monitor.Wait(_monitor);
                }

                return work();
            }
            finally
            {
                _wantAlone--;
                Monitor.PulseAll(_monitor);
            }
        }
    }
}
