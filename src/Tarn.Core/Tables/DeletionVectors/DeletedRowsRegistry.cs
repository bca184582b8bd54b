namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// Deletion vectors by a number that stands for them in SQL. Their rows are kept while there is room and read again
/// when not; numbers of the oldest are forgotten, so that a process may run for ever. Thread-safe.
/// </summary>
internal sealed class DeletedRowsRegistry(int locationsMax, long bytesMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeletionVectorLocation, long> _numbers = [];
    private readonly Dictionary<long, DeletionVectorLocation> _locations = [];
    private readonly Dictionary<long, LinkedListNode<(long Number, DeletedRows Rows)>> _loaded = [];
    private readonly LinkedList<(long Number, DeletedRows Rows)> _byUse = [];
    private long _bytes;
    private long _next;

    /// <summary>The number of a deletion vector, the same for the same.</summary>
    public long NumberOf(DeletionVectorLocation location)
    {
        lock (_lock)
        {
            if (!_numbers.TryGetValue(location, out long number))
            {
                number = ++_next;
                _numbers.Add(location, number);
                _locations.Add(number, location);
                if (_locations.Remove(number - locationsMax, out DeletionVectorLocation? oldest))
                {
                    _numbers.Remove(oldest);
                }
            }

            return number;
        }
    }

    /// <exception cref="FormatException">The vector cannot be read, or its number is forgotten.</exception>
    public DeletedRows Get(long number)
    {
        DeletionVectorLocation? location;
        lock (_lock)
        {
            if (_loaded.TryGetValue(number, out LinkedListNode<(long Number, DeletedRows Rows)>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Rows;
            }

            if (!_locations.TryGetValue(number, out location))
            {
                throw new FormatException($"there is no deletion vector {number} any more; run the query again");
            }
        }

        DeletedRows rows = location.Read();
        lock (_lock)
        {
            Keep_NeedsLock(number, rows);
        }

        return rows;
    }

    private void Keep_NeedsLock(long number, DeletedRows rows)
    {
        if (_loaded.ContainsKey(number))
        {
            return;
        }

        _loaded.Add(number, _byUse.AddFirst((number, rows)));
        _bytes += rows.Bytes;
        while (_bytes > bytesMax && _byUse.Last is { } last && last != _byUse.First)
        {
            _byUse.RemoveLast();
            _loaded.Remove(last.Value.Number);
            _bytes -= last.Value.Rows.Bytes;
        }
    }
}
