namespace Tarn.Streams.WriteAhead;

/// <summary>Sizes of the logs of streams.</summary>
public sealed record LogSettings
{
    /// <summary>A file is closed, and the next begun, once it has so many bytes.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Of puts of one stream that wait for the disk; more are refused (<c>TN9001</c>).</summary>
    public long PendingBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>Of one stream in one write, so that others get their turn.</summary>
    public int TurnBytesMax { get; init; } = 4 * 1024 * 1024;
}
