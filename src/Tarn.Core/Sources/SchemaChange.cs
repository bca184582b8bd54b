namespace Tarn.Sources;

/// <summary>What is done when a source's columns are no longer those of the table.</summary>
public enum SchemaChange
{
    /// <summary>New columns are added, columns that are gone are null from then on.</summary>
    Add,

    /// <summary>Nothing is published until somebody has looked.</summary>
    Fail,

    /// <summary>The table stays as it is; rows that do not fit go to its quarantine.</summary>
    Quarantine,
}
