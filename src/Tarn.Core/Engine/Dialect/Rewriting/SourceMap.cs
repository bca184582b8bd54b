namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>Says which place of the text as it was written a place of the rewritten text comes from.</summary>
internal sealed class SourceMap
{
    private readonly List<(int Written, int Source, bool IsCopy)> _pieces = [];

    /// <summary>The pieces in the order of the rewritten text.</summary>
    public void Add(int written, int source, bool isCopy)
    {
        if (_pieces.Count > 0 && _pieces[^1].Written == written)
        {
            _pieces.RemoveAt(_pieces.Count - 1);
        }

        _pieces.Add((written, source, isCopy));
    }

    /// <summary>The place in the source: exact within copied text, else where the replaced construct begins.</summary>
    public int ToSource(int written)
    {
        int low = 0;
        int high = _pieces.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_pieces[middle].Written <= written)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (_pieces.Count == 0)
        {
            return written;
        }

        (int start, int source, bool isCopy) = _pieces[low];
        return isCopy ? source + Math.Max(0, written - start) : source;
    }
}
