namespace Tarn.Tables.Maintenance;

/// <summary>What has to change for a table to be again what it was in an earlier version.</summary>
public sealed record RestorePlan
{
    /// <summary>The newest version, which stays in the history.</summary>
    public required TableSnapshot Present { get; init; }

    /// <summary>The version to go back to.</summary>
    public required TableSnapshot Target { get; init; }

    /// <summary>Files of the target that the table no longer has.</summary>
    public required IReadOnlyList<DataFile> Added { get; init; }

    /// <summary>Files that the target does not have.</summary>
    public required IReadOnlyList<DataFile> Removed { get; init; }

    /// <summary>True when columns, description or properties change too.</summary>
    public required bool ChangesMetadata { get; init; }

    /// <summary>True when the table is what it was.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && !ChangesMetadata;
}
