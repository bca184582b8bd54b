namespace Tarn.Storage;

/// <summary>One object of a bucket.</summary>
/// <param name="Key">Its key: 1 to 1,024 bytes of UTF-8.</param>
/// <param name="SizeBytes">Length of the content.</param>
/// <param name="LastModified">When the content was put.</param>
/// <param name="ETag">Changes whenever the content does; opaque.</param>
public sealed record ObjectInfo(string Key, long SizeBytes, DateTimeOffset LastModified, string ETag)
{
    /// <summary>Whether it must be restored before it can be read (<c>TN4009</c>).</summary>
    public bool IsArchived { get; init; }
}
