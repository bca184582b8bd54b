namespace Tarn.Tables.Maintenance;

/// <summary>How the files of a table are to be rearranged.</summary>
public sealed record OptimizeRequest
{
    internal const long TargetBytesDefault = 128L << 20;

    /// <summary>
    /// Size that files should have; those of three quarters of it and more count as large enough. Null is what the
    /// table says (<c>delta.targetFileSize</c>), else 128 MiB.
    /// </summary>
    public long? TargetBytes { get; init; }

    /// <summary>
    /// Columns whose near values are to lie in the same files, so that conditions on them leave out more; none only
    /// joins small files.
    /// </summary>
    public IReadOnlyList<string> ClusterBy { get; init; } = [];

    /// <summary>
    /// Z-order: all cluster columns count alike. Otherwise rows are sorted by the first, and by the next within it.
    /// </summary>
    public bool Interleave { get; init; }

    /// <summary>Rewrites files too that an earlier call clustered in the same way.</summary>
    public bool Again { get; init; }

    /// <summary>True when a commit asked for it, not a person; the table's history says so.</summary>
    internal bool IsAutomatic { get; init; }

    /// <summary>Names the order of rows in a file's tags; null without one.</summary>
    internal string? OrderName => ClusterBy.Count == 0 ? null
        : $"{(Interleave && ClusterBy.Count > 1 ? "zorder" : "sort")}({string.Join(",", ClusterBy)})";
}
