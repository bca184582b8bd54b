namespace Tarn.Catalog;

/// <summary>What a table is, for people and in listings.</summary>
public enum TableKind
{
    /// <summary>Files in place, as they came.</summary>
    Files,

    /// <summary>A Delta table that a model fills.</summary>
    Managed,

    /// <summary>The Delta table of rows that checks took out of another.</summary>
    Quarantine,

    /// <summary>Files in place that the catalog describes: crawled, or put in by hand.</summary>
    External,

    /// <summary>SQL that runs when it is read.</summary>
    View,
}
