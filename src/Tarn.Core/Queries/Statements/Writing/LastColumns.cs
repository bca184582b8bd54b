using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Queries.Statements.Writing;

/// <summary>Splits the columns of a query into those of files and the partition keys, which come last.</summary>
internal static class LastColumns
{
    /// <param name="keys">Names of the partition keys, in their order.</param>
    /// <param name="position">In the statement, for errors.</param>
    /// <exception cref="StatementException"><c>TN2012</c>: they are not the last columns, in this order.</exception>
    public static (IReadOnlyList<ColumnEntry> Columns, IReadOnlyList<ColumnEntry> Keys) Split(
        IReadOnlyList<ColumnEntry> all, IReadOnlyList<string> keys, int position)
    {
        ColumnEntry[] last = [.. all.TakeLast(keys.Count)];
        if (keys.FirstOrDefault(key => !all.Any(column => IsNamed(column, key))) is { } missing)
        {
            throw Wrong($"COLUMN_NOT_FOUND: the query has no column '{missing}' to partition by", position);
        }

        bool areLast = last.Length == keys.Count && last.Zip(keys).All(pair => IsNamed(pair.First, pair.Second));
        if (!areLast)
        {
            throw Wrong(
                "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order"
                    + $" as the table properties: [{string.Join(", ", keys)}]",
                position);
        }

        return last.Length < all.Count
            ? ([.. all.SkipLast(last.Length)], last)
            : throw Wrong("INVALID_TABLE_PROPERTY: Table contains only partition columns", position);
    }

    private static bool IsNamed(ColumnEntry column, string name) =>
        column.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static StatementException Wrong(string message, int position) =>
        new(ErrorCodes.SqlBinding, message, position, hint: null);
}
