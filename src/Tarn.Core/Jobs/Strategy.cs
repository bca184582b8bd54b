namespace Tarn.Jobs;

/// <summary>How an incremental model's new rows join those that are there.</summary>
public enum Strategy
{
    /// <summary>Added.</summary>
    Append,

    /// <summary>Rows with the same unique key are replaced by the new one; a key may come only once.</summary>
    Merge,

    /// <summary>All rows with a unique key that comes are deleted, then all new ones added.</summary>
    DeleteInsert,

    /// <summary>Every partition that comes is replaced whole.</summary>
    InsertOverwrite,
}
