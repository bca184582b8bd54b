namespace Tarn.Tables.Checkpoints;

/// <summary>
/// One dictionary for all files of a partition: a table of 100,000 files has far fewer partitions.
/// </summary>
internal sealed class PartitionValuePool(IReadOnlyList<string> columns)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string?>> _known = new(StringComparer.Ordinal);
    private string?[]? _last;
    private IReadOnlyDictionary<string, string?>? _lastKnown;

    public IReadOnlyDictionary<string, string?> Get(string?[] values)
    {
        if (_last is null || !values.AsSpan().SequenceEqual(_last))
        {
            (_last, _lastKnown) = (values, Find(values));
        }

        return _lastKnown!;
    }

    private IReadOnlyDictionary<string, string?> Find(string?[] values)
    {
        string key = string.Concat(values.Select(value => value is null ? "-" : $"{value.Length}:{value}"));
        if (!_known.TryGetValue(key, out IReadOnlyDictionary<string, string?>? known))
        {
            Dictionary<string, string?> made = new(StringComparer.Ordinal);
            for (int i = 0; i < values.Length; i++)
            {
                made[columns[i]] = values[i];
            }

            _known.Add(key, known = made);
        }

        return known;
    }
}
