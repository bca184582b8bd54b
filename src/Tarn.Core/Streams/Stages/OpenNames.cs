using System.Runtime.CompilerServices;

namespace Tarn.Streams.Stages;

/// <summary>
/// The names of the JSON objects that a reader is in, so that one that comes twice is noticed without memory being
/// taken. It gives up on objects with very many names, or very deep ones.
/// </summary>
internal struct OpenNames
{
    /// <summary>Of all objects that are open at a time.</summary>
    private const int NamesMax = 64;

    private const int DepthMax = 8;

    private Names _names;
    private Marks _marks;
    private Starts _starts;
    private int _count;
    private int _depth;

    /// <summary>An object begins; false when there are too many.</summary>
    public bool TryOpen()
    {
        if (_depth == DepthMax)
        {
            return false;
        }

        _starts[_depth] = _count;
        _marks[_depth] = 0;
        _depth++;
        return true;
    }

    /// <summary>The object that began last ends.</summary>
    public void Close() => _count = _starts[--_depth];

    /// <summary>False when the object has the name already, or there are too many.</summary>
    /// <param name="data">The JSON text.</param>
    /// <param name="name">Where the name is in it, as it is written.</param>
    public bool TryAdd(ReadOnlySpan<byte> data, Range name)
    {
        if (_count == NamesMax)
        {
            return false;
        }

        // A name whose mark no other has made is new; only for the others the names are compared.
        ReadOnlySpan<byte> text = data[name];
        ulong mark = 1UL << (text.IsEmpty ? 0 : ((text.Length * 7) + (text[0] * 5) + (text[^1] * 3)) & 63);
        if ((_marks[_depth - 1] & mark) != 0 && IsThere(data, text))
        {
            return false;
        }

        _marks[_depth - 1] |= mark;
        _names[_count++] = name;
        return true;
    }

    private readonly bool IsThere(ReadOnlySpan<byte> data, ReadOnlySpan<byte> text)
    {
        foreach (Range other in ((ReadOnlySpan<Range>)_names)[_starts[_depth - 1].._count])
        {
            if (data[other].SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(NamesMax)]
    private struct Names
    {
        private Range _first;
    }

    [InlineArray(DepthMax)]
    private struct Marks
    {
        private ulong _first;
    }

    [InlineArray(DepthMax)]
    private struct Starts
    {
        private int _first;
    }
}
