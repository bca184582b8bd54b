using Tarn.Engine;

namespace Tarn.Queries.Reuse;

/// <summary>
/// Keeps the results that were read last open for the next reader: opening takes longer than reading a small one.
/// Nobody else has one while it is read. Thread-safe.
/// </summary>
internal sealed class OpenResults : IDisposable
{
    private const int CountMax = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<OpenResult> _idle = [];
    private bool _isDisposed;

    /// <summary>One for the same file as of the same moment, taken out; null when there is none.</summary>
    public OpenResult? Take(DuckInstance instance, StoredResult result)
    {
        lock (_lock)
        {
            OpenResult? found = _idle.FirstOrDefault(open => ReferenceEquals(open.Instance, instance)
                && open.Result.Path == result.Path && open.Result.CreatedAt == result.CreatedAt);
            if (found is not null)
            {
                _idle.Remove(found);
            }

            return found;
        }
    }

    /// <summary>Gives one back; the one that was used the longest ago is closed when there are too many.</summary>
    public void Return(OpenResult open)
    {
        OpenResult? surplus = null;
        lock (_lock)
        {
            if (_isDisposed)
            {
                surplus = open;
            }
            else
            {
                _idle.AddFirst(open);
                if (_idle.Count > CountMax)
                {
                    surplus = _idle.Last!.Value;
                    _idle.RemoveLast();
                }
            }
        }

        surplus?.Dispose();
    }

    public void Dispose()
    {
        List<OpenResult> all;
        lock (_lock)
        {
            _isDisposed = true;
            all = [.. _idle];
            _idle.Clear();
        }

        all.ForEach(open => open.Dispose());
    }
}
