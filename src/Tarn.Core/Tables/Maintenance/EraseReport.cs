namespace Tarn.Tables.Maintenance;

/// <summary>What an erase did.</summary>
public sealed record EraseReport
{
    /// <summary>The only version that can be read now, together with those that came later.</summary>
    public required long Version { get; init; }

    /// <summary>Rows that the table had and has no longer.</summary>
    public required long RowsErased { get; init; }

    /// <summary>Files of the table that were replaced by others without the rows.</summary>
    public required int FilesRewritten { get; init; }

    /// <summary>Data files that were deleted: the replaced ones, and earlier ones with such rows.</summary>
    public required int FilesDeleted { get; init; }

    /// <summary>Files of the log that were deleted: they tell the least and greatest values of the others.</summary>
    public required int LogFilesDeleted { get; init; }

    /// <summary>The oldest of the versions that were readable and are no longer.</summary>
    public required long OldestVersionGone { get; init; }

    /// <summary>As in the plan: files that were not looked into.</summary>
    public required int FilesTooNew { get; init; }
}
