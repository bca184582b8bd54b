namespace Tarn.Tables.Maintenance;

/// <summary>What an optimize did.</summary>
public sealed record OptimizeReport
{
    public int FilesRemoved { get; init; }

    public int FilesAdded { get; init; }

    public long BytesRemoved { get; init; }

    public long BytesAdded { get; init; }

    /// <summary>Groups left as they are because another writer changed a file of theirs meanwhile.</summary>
    public int GroupsSkipped { get; init; }

    /// <summary>The last version that was committed; null when none was.</summary>
    public long? Version { get; init; }

    internal OptimizeReport With(RewrittenGroup group, long version) => this with
    {
        FilesRemoved = FilesRemoved + group.Group.Files.Count,
        FilesAdded = FilesAdded + group.Written.Count,
        BytesRemoved = BytesRemoved + group.Group.SizeBytes,
        BytesAdded = BytesAdded + group.Written.Sum(written => written.File.SizeBytes),
        Version = version,
    };
}
