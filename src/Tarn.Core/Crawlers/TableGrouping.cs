namespace Tarn.Crawlers;

/// <summary>Which folders become one table.</summary>
public enum TableGrouping
{
    /// <summary>
    /// A folder with a name is a table; folders called <c>key=value</c> or beginning with a digit are its partitions.
    /// </summary>
    Folders,

    /// <summary>As Glue does by itself: folders side by side whose files are alike are one table.</summary>
    Similar,

    /// <summary>Glue's CombineCompatibleSchemas: all files of one format below a target are one table.</summary>
    Combine,
}
