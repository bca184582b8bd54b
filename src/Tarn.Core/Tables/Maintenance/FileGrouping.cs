using Tarn.Tables.Commits;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// Decides which files are rewritten together. What an earlier call left in good shape is left out, so that calling
/// again without new files does nothing.
/// </summary>
internal sealed class FileGrouping(TableSnapshot snapshot, OptimizeRequest request, long targetBytes)
{
    /// <summary>In the tags of a file: the order of its rows, as <see cref="OptimizeRequest.OrderName"/>.</summary>
    public const string OrderTag = "tarn.clustered_by";

    /// <summary>A file of this share of the size wanted is large enough.</summary>
    public const double LargeShare = 0.75;
    private const double DeletedShareMax = 0.05;

    // What is sorted at once has to fit into the scratch directory, several times over.
    private const long SortedBytesMax = 8L << 30;

    public IReadOnlyList<FileGroup> Run()
    {
        IEnumerable<DataFile[]> partitions = snapshot.Files
            .GroupBy(file => PartitionTuple.Key(snapshot.PartitionColumns, file.PartitionValues))
            .Select(partition => OldestFirst(partition).ToArray());
        return request.OrderName is null
            ? [.. partitions.SelectMany(Compact)]
            : [.. partitions.SelectMany(Cluster)];
    }

    /// <summary>Fills one group after the other; a group of a single file gains nothing.</summary>
    private IEnumerable<FileGroup> Compact(IReadOnlyList<DataFile> partition) =>
        Fill(partition.Where(file => !IsLarge(file) || HasManyDeleted(file)), targetBytes)
            .Where(group => group.Files.Count > 1 || HasManyDeleted(group.Files[0]));

    /// <summary>Small files of an earlier call join new ones, but are not touched for their own sake.</summary>
    private IEnumerable<FileGroup> Cluster(IReadOnlyList<DataFile> partition) =>
        partition.All(IsDone)
            ? []
            : Fill(partition.Where(file => !IsDone(file) || !IsLarge(file)), SortedBytesMax);

    /// <summary>Rows that came at about the same time stay near each other.</summary>
    public static IEnumerable<DataFile> OldestFirst(IEnumerable<DataFile> files) =>
        files.OrderBy(file => file.ModifiedUnixMs).ThenBy(file => file.Path, StringComparer.Ordinal);

    /// <summary>Cuts the files, in their order, into groups of up to so many live bytes.</summary>
    public static IEnumerable<FileGroup> Fill(IEnumerable<DataFile> files, long bytesMax)
    {
        List<DataFile> group = [];
        long bytes = 0;
        foreach (DataFile file in files)
        {
            if (group.Count > 0 && bytes + LiveBytes(file) > bytesMax)
            {
                yield return new FileGroup(group);
                (group, bytes) = ([], 0);
            }

            group.Add(file);
            bytes += LiveBytes(file);
        }

        if (group.Count > 0)
        {
            yield return new FileGroup(group);
        }
    }

    private bool IsLarge(DataFile file) => file.SizeBytes >= targetBytes * LargeShare;

    private bool IsDone(DataFile file) =>
        !request.Again
        && file.DeletionVector is null
        && file.Tracking?.Tags?.GetValueOrDefault(OrderTag) == request.OrderName;

    private static bool HasManyDeleted(DataFile file) => DeletedShare(file) > DeletedShareMax;

    private static long LiveBytes(DataFile file) => (long)(file.SizeBytes * (1 - DeletedShare(file)));

    private static double DeletedShare(DataFile file) => file.DeletionVector is { Cardinality: long deleted }
        ? Math.Min(1, (double)deleted / Math.Max(1, file.StoredRowCount ?? deleted))
        : 0;
}
