namespace Tarn.Tables.Rewriting;

/// <summary>What becomes of a file some of whose rows go or change.</summary>
internal enum FileFate
{
    /// <summary>The rows that stay are written into another file.</summary>
    Rewritten,

    /// <summary>It stays and gets a deletion vector.</summary>
    Marked,

    /// <summary>No row stays.</summary>
    Dropped,
}
