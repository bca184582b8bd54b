using Tarn.Tables.Commits;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Finds small files that are worth joining right after a commit. A file is joined with others of about its size only,
/// so that a row is rewritten once per tier of sizes, however many commits a table gets.
/// </summary>
/// <param name="targetBytes">Size that files should have in the end.</param>
internal sealed class SmallFiles(TableSnapshot snapshot, long targetBytes)
{
    /// <summary>As many of one tier make a group.</summary>
    public const int FilesMin = 16;

    private const double TierFactor = 8;
    private const double SmallestTierBytes = 1 << 20;

    /// <param name="added">Files of the commit: only their partitions are looked at.</param>
    public IReadOnlyList<FileGroup> Near(IReadOnlyList<DataFile> added)
    {
        HashSet<string> touched = [.. added.Select(Partition)];
        return
        [
            .. snapshot.Files
                .Where(file => file.SizeBytes < targetBytes * FileGrouping.LargeShare)
                .Where(file => file.Tracking?.Tags?.ContainsKey(FileGrouping.OrderTag) != true)
                .Select(file => (File: file, Partition: Partition(file)))
                .Where(file => touched.Contains(file.Partition))
                .GroupBy(file => (file.Partition, Tier: Tier(file.File)), file => file.File)
                .SelectMany(tier => FileGrouping.Fill(FileGrouping.OldestFirst(tier), targetBytes))
                .Where(group => group.Files.Count >= FilesMin || IsFull(group)),
        ];
    }

    /// <summary>Sixteen files may be too many for one file of the size wanted.</summary>
    private bool IsFull(FileGroup group) =>
        group.Files.Count > 1 && group.SizeBytes >= targetBytes * FileGrouping.LargeShare;

    private string Partition(DataFile file) => PartitionTuple.Key(snapshot.PartitionColumns, file.PartitionValues);

    private static int Tier(DataFile file) =>
        (int)Math.Ceiling(Math.Log(Math.Max(1, file.SizeBytes / SmallestTierBytes), TierFactor));
}
