namespace Tarn.Crawlers;

/// <summary>What a crawl did to a table; in a dry run, what it would do.</summary>
public enum TableOutcome
{
    Unchanged,
    Created,

    /// <summary>It has a new version.</summary>
    Changed,

    /// <summary>It looks different, and the crawler only reports that.</summary>
    ChangeLogged,

    /// <summary>Its files are gone, and the crawler only reports that.</summary>
    Gone,
    Deprecated,
    Deleted,

    /// <summary>Somebody else's table is at the same place; nothing was done.</summary>
    Skipped,

    /// <summary>The catalog refused it; the changes say why.</summary>
    Failed,
}
