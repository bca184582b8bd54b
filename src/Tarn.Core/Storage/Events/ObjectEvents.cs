using System.Collections.Immutable;

namespace Tarn.Storage.Events;

/// <summary>
/// Tells listeners in this process what happens to objects, right after it has happened. Costs nothing in buckets that
/// nobody listens to. Files dropped by hand are not told of. Thread-safe.
/// </summary>
/// <param name="timeProvider">Dates events.</param>
public sealed class ObjectEvents(TimeProvider timeProvider)
{
    private ImmutableArray<Listener> _listeners = [];

    /// <summary>Whether somebody wants to know of the bucket.</summary>
    public bool HasListeners(string bucket)
    {
        foreach (Listener listener in _listeners)
        {
            if (listener.Wants(bucket))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Listens until what it gives is disposed.</summary>
    /// <param name="wants">Whether events of a bucket are wanted; asked for each event, so it must be quick.</param>
    /// <param name="tell">Told of each, by whoever caused it: it must be quick, and must not throw.</param>
    public IDisposable Listen(Func<string, bool> wants, Action<ObjectEvent> tell)
    {
        Listener listener = new(this, wants, tell);
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(listener));
        return listener;
    }

    /// <summary>An object was put; it is durable.</summary>
    /// <param name="name">One of <see cref="ObjectEventNames"/>.</param>
    /// <param name="bucket">Of the object.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="sizeBytes">Of its content; null when it is not known.</param>
    /// <param name="eTag">As S3 gives it, without quotes; null when it is not known.</param>
    /// <param name="versionId">Of the version that was made; null in a bucket without versions.</param>
    public void Created(string name, string bucket, string key, long? sizeBytes, string? eTag, string? versionId) =>
        Tell(name, bucket, key, sizeBytes, eTag, versionId);

    /// <summary>An object was deleted, or hidden by a delete marker.</summary>
    /// <param name="name">One of <see cref="ObjectEventNames"/>.</param>
    /// <param name="bucket">Of the object.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="versionId">Of the version that is gone, or the marker; null in a bucket without versions.</param>
    public void Removed(string name, string bucket, string key, string? versionId) =>
        Tell(name, bucket, key, sizeBytes: null, eTag: null, versionId);

    private void Tell(string name, string bucket, string key, long? sizeBytes, string? eTag, string? versionId)
    {
        ObjectEvent? told = null;
        foreach (Listener listener in _listeners)
        {
            if (listener.Wants(bucket))
            {
                listener.Tell(told ??= new ObjectEvent
                {
                    At = timeProvider.GetUtcNow(),
                    Name = name,
                    Bucket = bucket,
                    Key = key,
                    SizeBytes = sizeBytes,
                    ETag = eTag,
                    VersionId = versionId,
                });
            }
        }
    }

    private sealed class Listener(ObjectEvents events, Func<string, bool> wants, Action<ObjectEvent> tell)
        : IDisposable
    {
        public bool Wants(string bucket) => wants(bucket);

        public void Tell(ObjectEvent told) => tell(told);

        public void Dispose() =>
            ImmutableInterlocked.Update(ref events._listeners, listeners => listeners.Remove(this));
    }
}
