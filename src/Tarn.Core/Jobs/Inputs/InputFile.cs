namespace Tarn.Jobs.Inputs;

/// <summary>One file that a model has read: an object of a raw table or a data file of a managed one.</summary>
/// <param name="Key">Key in the bucket, or path below the table's root.</param>
/// <param name="SizeBytes">Its size then.</param>
/// <param name="ETag">
/// Its ETag then. Data files never change; theirs is the id of the deletion vector, empty when no row was deleted.
/// </param>
public sealed record InputFile(string Key, long SizeBytes, string ETag)
{
    /// <summary>Version of the bookmark that took it in; null where nobody noted it.</summary>
    public long? Since { get; init; }
}
