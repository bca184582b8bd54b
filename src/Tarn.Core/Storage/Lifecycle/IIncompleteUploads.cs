namespace Tarn.Storage.Lifecycle;

/// <summary>Uploads in parts that have begun and not ended; a protocol keeps them.</summary>
public interface IIncompleteUploads
{
    /// <summary>Those of a bucket.</summary>
    Task<IReadOnlyList<IncompleteUpload>> ListAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Forgets one, with its parts.</summary>
    Task AbortAsync(string bucket, IncompleteUpload upload, CancellationToken cancellationToken);
}

/// <summary>One of them.</summary>
/// <param name="Id">Unique in the lake.</param>
/// <param name="Key">Of the object that it would be.</param>
/// <param name="StartedAt">By the lake's clock.</param>
public sealed record IncompleteUpload(string Id, string Key, DateTimeOffset StartedAt);
