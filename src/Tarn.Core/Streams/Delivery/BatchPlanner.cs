using Tarn.Streams.WriteAhead;

namespace Tarn.Streams.Delivery;

/// <summary>Finds where a batch ends.</summary>
internal static class BatchPlanner
{
    /// <summary>
    /// First and last sequence of the records from the cursor on, up to the one with which they have so many bytes;
    /// null when there is none.
    /// </summary>
    public static (long First, long Last)? Find(StreamLog log, LogCursor cursor, long bytesMax)
    {
        using LogRecords records = log.Read(cursor);
        (long First, long Last)? found = null;
        long bytes = 0;
        while (bytes < bytesMax && records.TrySkip() is (long sequence, int dataBytes))
        {
            bytes += dataBytes;
            found = (found?.First ?? sequence, sequence);
        }

        return found;
    }
}
