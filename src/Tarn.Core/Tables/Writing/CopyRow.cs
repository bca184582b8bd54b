using System.Globalization;
using Tarn.Engine.Values;
using Tarn.Tables.Statistics;

namespace Tarn.Tables.Writing;

/// <summary>
/// Reads a row of <c>COPY … RETURN_STATS</c>: filename, count, file_size_bytes, footer_size_bytes,
/// column_statistics MAP(VARCHAR, MAP(VARCHAR, VARCHAR)), partition_keys MAP(VARCHAR, VARCHAR).
/// </summary>
internal static class CopyRow
{
    public static CopyFile Read(object?[] row) => new()
    {
        LocalPath = (string)row[0]!,
        RowCount = Convert.ToInt64(row[1], CultureInfo.InvariantCulture),
        SizeBytes = Convert.ToInt64(row[2], CultureInfo.InvariantCulture),
        Columns = ((MapValue)row[4]!).Entries.ToDictionary(
            entry => (string)entry.Key,
            IReadOnlyDictionary<string, string> (entry) => Statistics((MapValue)entry.Value!)),
        PartitionKeys = row[5] is MapValue keys
            ? keys.Entries.ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value)
            : new Dictionary<string, string?>(),
    };

    private static Dictionary<string, string> Statistics(MapValue column) => column.Entries
        .Where(entry => entry.Value is string)
        .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}
