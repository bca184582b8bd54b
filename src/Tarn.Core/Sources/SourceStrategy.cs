namespace Tarn.Sources;

/// <summary>What becomes of extracted rows in the table that they fill.</summary>
public enum SourceStrategy
{
    /// <summary>The table is replaced by all rows of the source.</summary>
    Overwrite,

    /// <summary>They are added; for rows that never change.</summary>
    Append,

    /// <summary>Each version of a row is added, with <see cref="ChangeFields"/>.</summary>
    Changes,

    /// <summary>The table has the source's rows, by key: changed ones are replaced, deleted ones taken out.</summary>
    Merge,
}
