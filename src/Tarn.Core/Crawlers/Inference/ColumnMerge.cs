using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>
/// Columns of many records or files as one list: by name without regard to case, in order of appearance.
/// </summary>
internal sealed class ColumnMerge
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SchemaColumn> _columns = [];

    public int Count => _columns.Count;

    public IReadOnlyList<SchemaColumn> Columns => [.. _columns];

    public static IReadOnlyList<SchemaColumn> Of(params IEnumerable<IReadOnlyList<SchemaColumn>> lists)
    {
        ColumnMerge merge = new();
        foreach (SchemaColumn column in lists.SelectMany(columns => columns))
        {
            merge.Add(column);
        }

        return merge.Columns;
    }

    public void Add(SchemaColumn column)
    {
        if (_places.TryGetValue(column.Name, out int place))
        {
            SchemaColumn known = _columns[place];
            bool isSame = known.Type == column.Type && known.Formats.SequenceEqual(column.Formats);
            _columns[place] = isSame || column.Type == HiveType.Void ? known : known.Merge(column);
        }
        else
        {
            _places.Add(column.Name, _columns.Count);
            _columns.Add(column);
        }
    }
}
