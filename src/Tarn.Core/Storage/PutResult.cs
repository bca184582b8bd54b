namespace Tarn.Storage;

/// <summary>How a put ended: stored and durable, or refused because the condition did not hold.</summary>
public abstract record PutResult
{
    public sealed record Stored(ObjectInfo Object) : PutResult;

    public sealed record AlreadyExists : PutResult;
}
