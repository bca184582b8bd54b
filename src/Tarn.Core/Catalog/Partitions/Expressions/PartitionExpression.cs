using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Catalog.Partitions.Expressions;

/// <summary>
/// A condition on partition keys as Hive's metastore and Glue take it: comparisons, IN, BETWEEN, LIKE and IS NULL with
/// AND, OR, NOT and parentheses. Values compare by the type of the key; with null, and with a text that is no value of
/// the type, a comparison is neither true nor false, as in SQL.
/// </summary>
public sealed class PartitionExpression
{
    private readonly ConditionNode _root;

    private PartitionExpression(ConditionNode root) => _root = root;

    /// <param name="text">Such as <c>year = 2024 AND month IN ('1', '2')</c>.</param>
    /// <param name="keys">Of the table.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: not such a condition; the message says where.</exception>
    public static PartitionExpression Parse(string text, IReadOnlyList<ColumnEntry> keys) =>
        new(new ExpressionReader(text, [.. keys.Select(KeyOf)]).Read());

    public bool IsMatch(PartitionEntry partition) => _root.Evaluate(partition.Values) == true;

    private static ExpressionKey KeyOf(ColumnEntry column, int place) =>
        new(column.Name, place, HiveType.Parse(column.Type));
}
