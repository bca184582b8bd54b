namespace Tarn.Streams;

/// <summary>When what came in is delivered: at the first of the two.</summary>
public sealed record BufferHints
{
    public const int SecondsMax = 900;
    public const int MegabytesMin = 1;
    public const int MegabytesMax = 128;

    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Since the oldest record that waits came in. 0 to 900.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>Of the records that wait, before they are compressed. 1 to 128; one is 1,048,576 bytes.</summary>
    public int Megabytes { get; init; } = 5;

    internal TimeSpan Interval => TimeSpan.FromSeconds(Seconds);

    internal long SizeBytes => Megabytes * BytesPerMegabyte;
}
