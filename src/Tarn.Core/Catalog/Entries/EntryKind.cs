namespace Tarn.Catalog.Entries;

/// <summary>What stands behind a table of the catalog.</summary>
public enum EntryKind
{
    /// <summary>Files in place: dropped by somebody, described by a crawler or by hand.</summary>
    External,

    /// <summary>A Delta table that Tarn or another engine writes.</summary>
    Delta,

    /// <summary>SQL that runs when it is read.</summary>
    View,
}
