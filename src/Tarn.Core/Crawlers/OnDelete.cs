namespace Tarn.Crawlers;

/// <summary>What becomes of tables and partitions whose files are gone.</summary>
public enum OnDelete
{
    /// <summary>They are reported and stay.</summary>
    Log,

    /// <summary>Tables are marked and stay, partitions are taken out.</summary>
    Deprecate,

    /// <summary>Both are taken out of the catalog; tables can be brought back for a while.</summary>
    Delete,
}
