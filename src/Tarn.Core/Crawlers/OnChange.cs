namespace Tarn.Crawlers;

/// <summary>What becomes of a table whose files look different than before.</summary>
public enum OnChange
{
    /// <summary>Types become wider and columns are added.</summary>
    Update,

    /// <summary>Columns are added; those that are there stay as they are.</summary>
    AddOnly,

    /// <summary>The change is reported and the table stays.</summary>
    Log,
}
