namespace Tarn.Common;

/// <summary>
/// Syncs of directories that several callers at a time share: one that starts after an entry was made covers it,
/// whoever asked for it. While one runs, those who come gather for the next. Thread-safe; blocks.
/// </summary>
internal sealed class DirectorySyncs
{
    private const int Gates = 64;

    private readonly Lock _lock = new();
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];

    /// <summary>By directory, those that have not started.</summary>
    private readonly Dictionary<string, TaskCompletionSource> _gathering = new(StringComparer.Ordinal);

    /// <summary>As <see cref="DurableFolder.SyncIfPresent"/>; its error goes to all who share it.</summary>
    public void Sync(string directory)
    {
        TaskCompletionSource? round;
        lock (_lock)
        {
            if (!_gathering.TryGetValue(directory, out round))
            {
                round = null;
                _gathering.Add(directory, new TaskCompletionSource());
            }
        }

        if (round is not null)
        {
            round.Task.GetAwaiter().GetResult();
            return;
        }

        lock (_gates[(uint)StringComparer.Ordinal.GetHashCode(directory) % Gates])
        {
            lock (_lock)
            {
                _gathering.Remove(directory, out round);
            }

            try
            {
                DurableFolder.SyncIfPresent(directory);
                round!.SetResult();
            }
            catch (Exception exception)
            {
                round!.SetException(exception);
                throw;
            }
        }
    }
}
