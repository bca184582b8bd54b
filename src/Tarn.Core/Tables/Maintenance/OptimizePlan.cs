namespace Tarn.Tables.Maintenance;

/// <summary>Which files of a table are to be rewritten.</summary>
public sealed record OptimizePlan
{
    public required OptimizeRequest Request { get; init; }

    /// <summary>Size that files should have.</summary>
    public required long TargetBytes { get; init; }

    /// <summary>The table as it was planned for.</summary>
    public required TableSnapshot Snapshot { get; init; }

    public required IReadOnlyList<FileGroup> Groups { get; init; }

    public int FileCount => Groups.Sum(group => group.Files.Count);

    public long SizeBytes => Groups.Sum(group => group.SizeBytes);
}
