namespace Tarn.Streams.Delivery;

/// <summary>What a stream took and delivered since the process started. Thread-safe.</summary>
internal sealed class StreamCounters
{
    private long _incomingRecords;
    private long _incomingBytes;
    private long _deliveredRecords;
    private long _deliveredBytes;
    private long _deliveredObjects;
    private long _failedRecords;
    private long _throttledRecords;

    public long IncomingRecords => Interlocked.Read(ref _incomingRecords);

    public long IncomingBytes => Interlocked.Read(ref _incomingBytes);

    public long DeliveredRecords => Interlocked.Read(ref _deliveredRecords);

    public long DeliveredBytes => Interlocked.Read(ref _deliveredBytes);

    public long DeliveredObjects => Interlocked.Read(ref _deliveredObjects);

    public long FailedRecords => Interlocked.Read(ref _failedRecords);

    public long ThrottledRecords => Interlocked.Read(ref _throttledRecords);

    public void Took(long records, long bytes)
    {
        Interlocked.Add(ref _incomingRecords, records);
        Interlocked.Add(ref _incomingBytes, bytes);
    }

    public void Throttled(long records) => Interlocked.Add(ref _throttledRecords, records);

    public void Delivered(BatchResult batch)
    {
        Interlocked.Add(ref _deliveredRecords, batch.Records - batch.FailedRecords);
        Interlocked.Add(ref _deliveredBytes, batch.DataBytes);
        Interlocked.Add(ref _deliveredObjects, batch.Objects);
        Interlocked.Add(ref _failedRecords, batch.FailedRecords);
    }
}
