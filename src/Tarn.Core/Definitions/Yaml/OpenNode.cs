using Tarn.Common;

namespace Tarn.Definitions.Yaml;

/// <summary>A list or map whose end has not come yet.</summary>
internal sealed class OpenNode(SourceLocation location, int offset, bool isMap)
{
    private readonly List<YamlNode> _items = [];
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, YamlNode.Scalar> _keys = [];
    private YamlNode? _key;

    /// <summary>Where it starts in the file, in characters.</summary>
    public int Offset => offset;

    /// <summary>
    /// Takes the next item, key or value; false for a key that is no text (no twin) or was there before.
    /// </summary>
    public bool TryAdd(YamlNode node, out YamlNode.Scalar? twin)
    {
        twin = null;
        if (!isMap)
        {
            _items.Add(node);
            return true;
        }

        if (_key is not null)
        {
            if (_key is YamlNode.Scalar key)
            {
                _entries.Add(new YamlEntry(key, node));
            }

            _key = null;
            return true;
        }

        _key = node;
        if (node is not YamlNode.Scalar scalar)
        {
            return false;
        }

        if (_keys.TryAdd(scalar.Value, scalar))
        {
            return true;
        }

        twin = _keys[scalar.Value];
        return false;
    }

    public YamlNode Close() => isMap ? new YamlNode.Map(_entries, location) : new YamlNode.Sequence(_items, location);
}
