namespace Tarn.Storage;

/// <summary>How a put ended: stored and durable, or refused because the condition did not hold.</summary>
public abstract record PutResult
{
    public sealed record Stored(ObjectInfo Object) : PutResult
    {
        /// <summary>Of the version that was made; null in a bucket that never had versions.</summary>
        public string? VersionId { get; init; }
    }

    public sealed record AlreadyExists : PutResult;
}
