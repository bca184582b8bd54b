using Tarn.Storage;

namespace Tarn.Tables.Maintenance;

/// <summary>Which files of a table are to be deleted.</summary>
public sealed record VacuumPlan
{
    public required TableSnapshot Snapshot { get; init; }

    public required TimeSpan Retention { get; init; }

    /// <summary>Versions that were the newest at this moment or later stay readable.</summary>
    public required DateTimeOffset Cutoff { get; init; }

    /// <summary>In order of key.</summary>
    public required IReadOnlyList<ObjectInfo> Files { get; init; }

    /// <summary>Files not in the newest version but needed by others within the retention, or too new.</summary>
    public required int KeptFiles { get; init; }

    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}
