using System.Globalization;
using System.Text.Json.Nodes;

namespace Tarn.Tables.Log;

/// <summary>
/// Counts of one commit for <c>commitInfo.operationMetrics</c>; rows are null when a file has no statistics.
/// </summary>
internal sealed record CommitMetrics(int FilesAdded, int FilesRemoved, long BytesAdded, long? RowsAdded)
{
    public static CommitMetrics Of(IReadOnlyList<DataFile> added, int filesRemoved) => new(
        added.Count,
        filesRemoved,
        added.Sum(file => file.SizeBytes),
        added.Any(file => file.RowCount is null) ? null : added.Sum(file => file.RowCount));

    /// <summary>Metrics are strings in Delta's logs, whatever they count.</summary>
    public JsonObject ToJson()
    {
        JsonObject metrics = new() { ["numFiles"] = Text(FilesAdded) };
        if (RowsAdded is long rows)
        {
            metrics["numOutputRows"] = Text(rows);
        }

        metrics["numOutputBytes"] = Text(BytesAdded);
        metrics["numRemovedFiles"] = Text(FilesRemoved);
        return metrics;
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
