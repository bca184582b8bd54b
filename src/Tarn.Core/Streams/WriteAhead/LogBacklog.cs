namespace Tarn.Streams.WriteAhead;

/// <summary>Bytes of the records that are durable and not delivered. Thread-safe.</summary>
internal sealed class LogBacklog(long bytes)
{
    private long _bytes = bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Remove(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
