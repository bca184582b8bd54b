using Tarn.Catalog.Entries;
using Tarn.Catalog.Partitions;
using Tarn.Catalog.Types;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Catalog.Projection;

/// <summary>
/// Partitions that follow from the properties of a table instead of being registered, as Athena's partition projection
/// has them. Registered ones do not count then.
/// </summary>
internal sealed class PartitionProjection
{
    private readonly TableEntry _table;
    private readonly IReadOnlyList<IReadOnlyList<ProjectedValue>?> _values;
    private readonly IReadOnlyList<KeyType> _types;
    private readonly LocationTemplate _template;

    private PartitionProjection(TableEntry table, DateTimeOffset now)
    {
        ProjectionProperties properties = new(table);
        ProjectedKeys keys = new(properties, now);
        _table = table;
        _values = [.. table.PartitionKeys.Select(keys.Values)];
        _types = [.. table.PartitionKeys.Select(key => new KeyType(HiveType.Parse(key.Type)))];
        _template = new LocationTemplate(table, properties);
    }

    /// <summary>Null when the table does not project its partitions.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: a property is missing or wrong.</exception>
    public static PartitionProjection? Of(TableEntry table, DateTimeOffset now) =>
        ProjectionProperties.IsEnabled(table) && table.PartitionKeys.Count > 0
            ? new PartitionProjection(table, now)
            : null;

    /// <summary>The partitions that may have rows which a query wants, each once.</summary>
    /// <param name="anyOfAllOf">As <see cref="PartitionStore.FindAsync"/> takes it.</param>
    /// <exception cref="TarnException">
    /// <c>TN5011</c>: too many; <c>TN3005</c>: the query does not say the values of an injected key.
    /// </exception>
    public IReadOnlyList<PartitionEntry> Find(IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf)
    {
        Dictionary<string, PartitionEntry> found = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<ColumnPredicate> allOf in anyOfAllOf.DefaultIfEmpty([]))
        {
            IReadOnlyList<ProjectedValue>[] wanted =
                [.. Enumerable.Range(0, _types.Count).Select(key => Wanted(key, allOf))];
            long count = wanted.Aggregate(1L, (product, values) => Math.Min(long.MaxValue / 2, product * values.Count));
            if (count > ProjectedKeys.ValuesMax)
            {
                throw new TarnException(
                    ErrorCodes.BadEntry,
                    $"table '{_table.Name}' projects {count} partitions for this query; at most"
                    + $" {ProjectedKeys.ValuesMax} are allowed")
                {
                    Hint = "say in WHERE which values of the partition keys are wanted",
                };
            }

            foreach (PartitionEntry partition in Product(wanted, 0, []))
            {
                found.TryAdd(string.Join('\u0001', partition.Values), partition);
            }
        }

        return [.. found.Values];
    }

    /// <summary>The partition in which rows with these values belong; null when none is projected for them.</summary>
    /// <param name="values">In order of the keys, as text.</param>
    public PartitionEntry? FindFor(IReadOnlyList<string?> values)
    {
        List<ProjectedValue> found = [];
        for (int key = 0; key < _types.Count; key++)
        {
            ProjectedValue? value = values[key] is not { } text ? null
                : _values[key] is { } projected ? projected.FirstOrDefault(one => _types[key].AreEqual(one.Text, text))
                : new ProjectedValue(text, text);
            if (value is null)
            {
                return null;
            }

            found.Add(value);
        }

        return Product([.. found.Select(value => new[] { value })], 0, []).Single();
    }

    private IReadOnlyList<ProjectedValue> Wanted(int key, IReadOnlyList<ColumnPredicate> allOf)
    {
        ColumnEntry column = _table.PartitionKeys[key];
        PartitionTests tests = new([column], [_types[key]], [allOf]);
        return [.. (_values[key] ?? Injected(column, allOf)).Where(value => tests.MayMatch([value.Text]))];
    }

    private IReadOnlyList<ProjectedValue> Injected(ColumnEntry key, IReadOnlyList<ColumnPredicate> allOf)
    {
        ColumnPredicate? says = allOf.FirstOrDefault(predicate =>
            predicate.Column.Equals(key.Name, StringComparison.OrdinalIgnoreCase)
            && (predicate.Operator is PredicateOperator.Equal or PredicateOperator.In)
            && predicate.Values.All(value => value is string));
        return says is not null
            ? [.. says.Values.Cast<string>().Distinct().Select(value => new ProjectedValue(value, value))]
            : throw new TarnException(
                ErrorCodes.StatementNotAllowed,
                $"partition key '{key.Name}' of '{_table.Name}' is injected: a query must say its values")
            {
                Hint = $"add WHERE {key.Name} = '…' or {key.Name} IN ('…', '…')",
            };
    }

    private IEnumerable<PartitionEntry> Product(
        IReadOnlyList<ProjectedValue>[] wanted, int key, IReadOnlyList<ProjectedValue> values)
    {
        if (key == wanted.Length)
        {
            string prefix = _template.Prefix(_table.PartitionKeys, values);
            return [new PartitionEntry([.. values.Select(value => value.Text)], prefix)];
        }

        return wanted[key].SelectMany(value => Product(wanted, key + 1, [.. values, value]));
    }
}
