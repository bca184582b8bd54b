using System.Text;

namespace Tarn.Engine.Json;

/// <summary>
/// The names that members of objects have had, with the columns that want them: each name is looked up once, and after
/// that recognised behind the one that it followed. Not thread-safe.
/// </summary>
internal sealed class JsonNames
{
    /// <summary>Of a name that is not among them, because there are too many.</summary>
    public const int Unknown = -1;

    private const int NamesMax = 1024;
    private const int NoColumn = -1;

    /// <summary>As many as there are powers of two above the names.</summary>
    private readonly int[] _buckets = new int[NamesMax * 4];
    private readonly List<Name> _names = [];

    /// <summary>By the name before, plus one, the name that came behind it last.</summary>
    private readonly int[] _successors;

    /// <param name="wanted">Names of columns, in their order; each once.</param>
    public JsonNames(IReadOnlyList<string> wanted)
    {
        _successors = new int[Math.Max(NamesMax, wanted.Count) + 1];
        Array.Fill(_successors, Unknown);
        Array.Fill(_buckets, Unknown);
        for (int column = 0; column < wanted.Count; column++)
        {
            Add(Encoding.UTF8.GetBytes(wanted[column]), column);
        }
    }

    public int Count => _names.Count;

    /// <summary>The column that wants it; negative for none.</summary>
    public int ColumnOf(int name) => name == Unknown ? NoColumn : _names[name].Column;

    /// <summary>
    /// Length of the quoted name that the text begins with, when it is the one that is expected; else 0.
    /// </summary>
    /// <param name="text">From the quote on.</param>
    /// <param name="previous">The name before; <see cref="Unknown"/> at the start of an object.</param>
    /// <param name="name">The expected one.</param>
    public int MatchExpected(ReadOnlySpan<byte> text, int previous, out int name)
    {
        name = _successors[previous + 1];
        if (name == Unknown)
        {
            return 0;
        }

        byte[] quoted = _names[name].Quoted;
        return text.StartsWith(quoted) ? quoted.Length : 0;
    }

    /// <summary>Finds a name, or adds it, and expects it behind the one before from now on.</summary>
    /// <param name="text">The name, without escapes.</param>
    /// <param name="previous">The name before; <see cref="Unknown"/> at the start of an object.</param>
    public int Find(ReadOnlySpan<byte> text, int previous)
    {
        int name = Find(text, out _);
        if (name == Unknown && _names.Count < NamesMax)
        {
            name = Add(text.ToArray(), NoColumn);
        }

        if (name != Unknown)
        {
            _successors[previous + 1] = name;
        }

        return name;
    }

    private int Find(ReadOnlySpan<byte> text, out int bucket)
    {
        bucket = BucketOf(text);
        while (_buckets[bucket] is var name && name != Unknown)
        {
            if (_names[name].Quoted.AsSpan()[1..^1].SequenceEqual(text))
            {
                return name;
            }

            bucket = (bucket + 1) % _buckets.Length;
        }

        return Unknown;
    }

    private int Add(byte[] text, int column)
    {
        Find(text, out int bucket);
        int name = _names.Count;
        _buckets[bucket] = name;
        _names.Add(new Name([(byte)'"', .. text, (byte)'"'], column));
        return name;
    }

    private int BucketOf(ReadOnlySpan<byte> text)
    {
        HashCode hash = default;
        hash.AddBytes(text);
        return (int)((uint)hash.ToHashCode() % (uint)_buckets.Length);
    }

    private readonly record struct Name(byte[] Quoted, int Column);
}
