using Tarn.Common;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Commits;

/// <summary>Whether a write fits the table it goes into.</summary>
internal static class SchemaComparison
{
    /// <exception cref="TarnException">
    /// <c>TN5004</c>: names, types or partitioning that a table cannot have.
    /// </exception>
    public static void RequireValid(TableWrite write, string table)
    {
        if (write.Fields.Count == 0)
        {
            throw Mismatch(table, "a table needs at least one column", null);
        }

        IGrouping<string, TableField>? twice = write.Fields
            .GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw Mismatch(table, $"column '{twice.Key}' occurs twice; names must differ in more than case", null);
        }

        if (write.Added.DistinctBy(file => file.Path).Count() != write.Added.Count)
        {
            throw new ArgumentException("one file is added twice", nameof(write));
        }

        if (write.Domains.Keys.FirstOrDefault(IsSystemDomain) is string domain)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"domain '{domain}' of table '{table}' belongs to the format, not to users");
        }

        foreach (string column in write.PartitionColumns)
        {
            TableField field = write.Fields.FirstOrDefault(field => field.Name == column)
                ?? throw Mismatch(table, $"partition column '{column}' is not among its columns", null);
            if (StoredTypeText.Parse(field.EngineType) is not (DeltaType.Primitive or DeltaType.Decimals))
            {
                throw Mismatch(table, $"partition column '{column}' has the nested type {field.EngineType}", null);
            }
        }
    }

    /// <summary>
    /// Order and nullability may differ: columns are found by name, and nulls are checked in the data.
    /// </summary>
    /// <exception cref="TarnException"><c>TN5004</c> saying which columns differ.</exception>
    public static void RequireSame(TableWrite write, TableSnapshot snapshot, string table)
    {
        List<string> differences = [.. Differences(write.Fields, snapshot.Fields)];
        if (differences.Count > 0)
        {
            throw Mismatch(
                table,
                "the rows to write do not have its columns: " + string.Join("; ", differences),
                "Change the query, or rebuild the table with the new columns (--full-refresh).");
        }

        RequireSamePartitions(write, snapshot, table);
    }

    /// <exception cref="TarnException"><c>TN5004</c> saying how both are partitioned.</exception>
    public static void RequireSamePartitions(TableWrite write, TableSnapshot snapshot, string table)
    {
        if (!write.PartitionColumns.SequenceEqual(snapshot.PartitionColumns))
        {
            throw Mismatch(
                table,
                $"it is partitioned by ({string.Join(", ", snapshot.PartitionColumns)}), the rows to write by "
                + $"({string.Join(", ", write.PartitionColumns)})",
                "Rebuild the table (--full-refresh) to change its partitioning.");
        }
    }

    private static bool IsSystemDomain(string domain) => domain.StartsWith("delta.", StringComparison.Ordinal);

    private static IEnumerable<string> Differences(
        IReadOnlyList<TableField> written, IReadOnlyList<TableField> present)
    {
        Dictionary<string, string> writtenTypes = written.ToDictionary(
            field => field.Name, field => StoredType(field), StringComparer.Ordinal);
        foreach (TableField field in present)
        {
            if (!writtenTypes.Remove(field.Name, out string? type))
            {
                yield return $"'{field.Name}' is missing";
            }
            else if (type != StoredType(field))
            {
                yield return $"'{field.Name}' is {type}, expected {StoredType(field)}";
            }
        }

        foreach (TableField field in written.Where(field => writtenTypes.ContainsKey(field.Name)))
        {
            yield return $"'{field.Name}' is new";
        }
    }

    private static string StoredType(TableField field) => StoredTypeText.Parse(field.EngineType).ToEngineType();

    private static TarnException Mismatch(string table, string what, string? hint) =>
        new(ErrorCodes.SchemaMismatch, $"table '{table}': {what}") { Hint = hint };
}
