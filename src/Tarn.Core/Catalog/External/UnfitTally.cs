using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.External;

/// <summary>
/// Counts the different texts of a column that its type does not take. Texts and not rows, because the engine may
/// convert a value more than once. Thread-safe.
/// </summary>
internal sealed class UnfitTally(TableName table, ColumnEntry column)
{
    public const int TextsMax = 1000;

    private const int ExampleCharsMax = 60;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private string? _example;
    private bool _areMore;

    /// <summary>Null as long as every text fitted.</summary>
    public UnfitColumn? Found
    {
        get
        {
            lock (_lock)
            {
                return _example is null
                    ? null
                    : new UnfitColumn(table, column.Name, column.Type, _texts.Count, _areMore, _example);
            }
        }
    }

    public void Add(string text)
    {
        string start = text.Length <= ExampleCharsMax ? text : text[..ExampleCharsMax] + "…";
        lock (_lock)
        {
            _example ??= start;
            if (_texts.Count < TextsMax)
            {
                _texts.Add(start);
            }
            else
            {
                _areMore |= !_texts.Contains(start);
            }
        }
    }
}
