using System.Globalization;

namespace Tarn.Tables.Rewriting;

/// <summary>Counts of rows for <c>commitInfo.operationMetrics</c>, under the names that Delta's writers use.</summary>
internal static class RowMetrics
{
    /// <param name="rows">By action.</param>
    /// <param name="written">Rows in new files.</param>
    public static IReadOnlyDictionary<string, string> Of(
        string operation, IReadOnlyDictionary<string, long> rows, long written, int changeFiles)
    {
        long inserted = rows.GetValueOrDefault(RowAction.Insert);
        long updated = rows.GetValueOrDefault(RowAction.Update);
        long deleted = rows.GetValueOrDefault(RowAction.Delete);
        long copied = written - inserted - updated;
        (string Name, long Count)[] metrics = operation switch
        {
            RowOperation.Delete => [("numDeletedRows", deleted), ("numCopiedRows", copied)],
            RowOperation.Update => [("numUpdatedRows", updated), ("numCopiedRows", copied)],
            _ =>
            [
                ("numTargetRowsInserted", inserted),
                ("numTargetRowsUpdated", updated),
                ("numTargetRowsDeleted", deleted),
                ("numTargetRowsCopied", copied),
            ],
        };
        return metrics.Append(("numAddedChangeFiles", changeFiles)).ToDictionary(
            metric => metric.Item1, metric => metric.Item2.ToString(CultureInfo.InvariantCulture));
    }
}
