namespace Tarn.Streams;

/// <summary>
/// How much a stream takes. What is over a rate is refused for now (<c>TN9001</c>), and to be sent again.
/// </summary>
public sealed record StreamLimits
{
    /// <summary>Of one record, in bytes: the 1,000 KiB of Firehose.</summary>
    public const int RecordBytesMax = 1_024_000;

    /// <summary>Null is as fast as the disk.</summary>
    public int? RecordsPerSecond { get; init; }

    /// <summary>Null is as fast as the disk.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Of what waits for delivery on disk; null is as much as the disk has.</summary>
    public long? BacklogBytesMax { get; init; }
}
