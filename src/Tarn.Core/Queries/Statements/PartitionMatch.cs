using System.Globalization;
using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements;

/// <summary>Tells which partitions a statement means: those with its values, whole numbers equal as numbers.</summary>
internal sealed class PartitionMatch(TableEntry table, PartitionSpec spec)
{
    private readonly (int Place, string? Value)[] _wanted =
    [
        .. table.PartitionKeys
            .Select((key, place) => (key.Name, place))
            .Where(key => spec.Values.ContainsKey(key.Name))
            .Select(key => (key.place, spec.Values[key.Name])),
    ];

    private readonly bool[] _isNumber =
        [.. table.PartitionKeys.Select(key => key.Type is "tinyint" or "smallint" or "int" or "bigint")];

    public bool IsMatch(PartitionEntry partition) =>
        _wanted.All(wanted => AreEqual(wanted.Place, partition.Values[wanted.Place], wanted.Value));

    private bool AreEqual(int place, string? left, string? right) =>
        left == right
        || (_isNumber[place]
            && long.TryParse(left, CultureInfo.InvariantCulture, out long leftNumber)
            && long.TryParse(right, CultureInfo.InvariantCulture, out long rightNumber)
            && leftNumber == rightNumber);
}
