using System.Text.Json.Nodes;
using Tarn.Common;

namespace Tarn.Tables.Commits;

/// <summary>Keeps nulls out of NOT NULL columns, going by the statistics of the files to be added.</summary>
internal static class NullChecks
{
    /// <exception cref="TarnException"><c>TN5005</c> naming the first column and file with a null.</exception>
    public static void Require(
        IEnumerable<TableField> fields,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<DataFile> added,
        string table)
    {
        foreach (TableField field in fields.Where(field => !field.Nullable))
        {
            bool isPartition = partitionColumns.Contains(field.Name);
            foreach (DataFile file in added)
            {
                long? nulls = isPartition ? PartitionNulls(file, field.Name) : NullCount(file, field.Name);
                if (nulls > 0)
                {
                    throw new TarnException(
                        ErrorCodes.NotNullViolated,
                        $"table '{table}': column '{field.Name}' is NOT NULL but has {nulls} nulls in '{file.Path}'");
                }
            }
        }
    }

    /// <summary>Nulls of a column in a file; null when its statistics do not say.</summary>
    public static long? NullCount(DataFile file, string column) =>
        file.Statistics?["nullCount"]?[column] is JsonValue count && count.TryGetValue(out long nulls) ? nulls : null;

    private static long? PartitionNulls(DataFile file, string column) =>
        string.IsNullOrEmpty(file.PartitionValues.GetValueOrDefault(column)) ? file.RowCount ?? 1 : 0;
}
